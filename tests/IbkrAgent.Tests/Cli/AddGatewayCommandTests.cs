using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Controllers;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

public sealed class AddGatewayCommandTests : IDisposable
{
    private const UnixFileMode Secret = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly GatewayHost _host = new();
    private readonly TestTerminal _terminal = new();

    public AddGatewayCommandTests()
    {
        _host.Write("usr/share/ibkr-agent/credentials.env", "IBKR_USERNAME=\nIBKR_PASSWORD=\n");
        _host.Write("etc/ibkr/config.ini", "# mine\nCommandServerPort=7462\nOverrideTwsApiPort=\nLast=1\n");
    }

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_gateway_gets_files_of_its_own_with_ports_of_its_own()
    {
        AddSection("paper2", "api_port = 4012");

        Assert.Equal(ExitCode.Ok, Add("paper2"));

        Assert.Equal("# mine\nCommandServerPort=7463\nOverrideTwsApiPort=4012\nLast=1\n", Read("config.ini"));
        Assert.Equal("IBKR_USERNAME=\nIBKR_PASSWORD=\n", Read("credentials.env"));
        Assert.Equal(Secret | UnixFileMode.GroupRead, File.GetUnixFileMode(At("config.ini")));
        Assert.Equal(Secret, File.GetUnixFileMode(At("credentials.env")));
        Assert.Equal(
            [
                $"made {At("config.ini")}",
                $"made {At("credentials.env")}",
                $"next: sudoedit {At("credentials.env")}; then: ibkr-agent reload",
                "for a restart every day, if nothing speaks against it: "
                    + "sudo systemctl enable --now ibkr-gateway-restart@paper2.timer",
                "",
            ],
            _terminal.Out.Split('\n')
        );
    }

    [Fact]
    public void The_next_one_gets_the_next_command_port()
    {
        AddSection("paper2", "api_port = 4012");
        Assert.Equal(ExitCode.Ok, Add("paper2"));
        AddSection("paper3", "api_port = 7464");

        Assert.Equal(ExitCode.Ok, Add("paper3"));

        Assert.Contains(
            "CommandServerPort=7465\nOverrideTwsApiPort=7464\n",
            File.ReadAllText(_host.At("etc/ibkr/paper3/config.ini")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_is_there_is_left_as_it_is()
    {
        AddSection("paper2", "api_port = 4012");
        Directory.CreateDirectory(_host.At("etc/ibkr/paper2"));
        _host.Write("etc/ibkr/paper2/config.ini", "mine");
        _host.Write("etc/ibkr/paper2/credentials.env", "secret");

        Assert.Equal(ExitCode.Ok, Add("paper2"));

        Assert.Equal(("mine", "secret"), (Read("config.ini"), Read("credentials.env")));
        Assert.StartsWith($"left as it is: {At("config.ini")}\n", _terminal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_section_comes_first()
    {
        Assert.Equal(ExitCode.Configuration, Add("paper2"));

        Assert.Contains(
            "there is no gateway paper2: add a section [gateway:paper2] to ",
            _terminal.Error,
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(_host.At("etc/ibkr/paper2")));
    }

    private string At(string file) => _host.At($"etc/ibkr/paper2/{file}");

    private string Read(string file) => File.ReadAllText(At(file));

    private void AddSection(string name, string lines) =>
        File.AppendAllText(_host.Paths.Settings, $"\n[gateway:{name}]\n{lines}\n");

    private ExitCode Add(string text)
    {
        Assert.True(InstanceName.TryParse(text, out var name));
        return AddGatewayCommand.Run(new(name), _terminal.Terminal, _host.Paths, new IbcController(), reader: null);
    }
}
