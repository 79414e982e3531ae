using IbkrAgent.Common;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Gateway;

public sealed class PortClaimsTests : IDisposable
{
    private static readonly GatewaySettings Main = Some.Settings;
    private static readonly GatewaySettings Second = Named("b", 4003);

    private readonly GatewayHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Gateways_with_ports_of_their_own_are_in_nobodys_way()
    {
        Write(Main, "CommandServerPort=7462\n");
        Write(Second, "CommandServerPort=7463\nOverrideTwsApiPort=4003\n");

        Assert.Empty(Missing(Main));
        Assert.Empty(Missing(Second));
    }

    [Theory]
    [InlineData(
        "7462",
        "CommandServerPort in {1} is 7462, which is a port of {0} too: give {1} a CommandServerPort of its own"
    )]
    [InlineData(
        "4002",
        "CommandServerPort in {1} is 4002, which is a port of {0} too: give {1} a CommandServerPort of its own"
    )]
    public void The_later_of_two_with_the_same_command_port_is_refused_by_both_names(string port, string problem)
    {
        Write(Main, "CommandServerPort=7462\n");
        Write(Second, $"CommandServerPort={port}\nOverrideTwsApiPort=4003\n");

        Assert.Equal([Named(problem)], Missing(Second));
        Assert.Empty(Missing(Main));
    }

    [Fact]
    public void An_api_port_that_is_a_command_port_is_refused()
    {
        Write(Main, "CommandServerPort=4003\n");
        Write(Second, "CommandServerPort=7463\nOverrideTwsApiPort=4003\n");

        Assert.Equal(
            [Named("the API port of {1} is 4003, which is CommandServerPort in {0}: give one of them another port")],
            Missing(Second)
        );
    }

    [Fact]
    public void A_further_gateway_says_where_its_api_is()
    {
        Write(Second, "CommandServerPort=7463\n");

        Assert.Equal(
            [
                Named(
                    "OverrideTwsApiPort in {1} is empty, so that two Gateways may open the same port: "
                        + "set OverrideTwsApiPort=4003 in {1}"
                ),
            ],
            Missing(Second)
        );
    }

    [Fact]
    public void An_api_port_that_is_not_the_one_of_the_settings_is_refused_also_for_the_only_gateway()
    {
        Write(Main, "OverrideTwsApiPort=4009\n");

        Assert.Equal(
            [
                Named(
                    "OverrideTwsApiPort in {0} is 4009, and the API port in "
                        + $"{_host.Paths.Settings} is 4002: set OverrideTwsApiPort=4002 in {{0}}"
                ),
            ],
            Missing(Main)
        );
    }

    [Fact]
    public void Who_cannot_read_the_files_finds_nothing_wrong() => Assert.Empty(Missing(Second));

    [Fact]
    public void A_new_command_port_is_above_all_others_and_nobodys_api_port()
    {
        Write(Main, "CommandServerPort=4001\n");
        Write(Second, "CommandServerPort=4000\n");

        Assert.Equal(4004, Claims.FindFreeCommandPort());
    }

    private PortClaims Claims => new(new([Main, Second], [], AlertSettings.Default), _host.Paths, new IbcController());

    private IEnumerable<string> Missing(GatewaySettings gateway) =>
        Claims.FindMissing(gateway).Select(missing => missing.ToString());

    private void Write(GatewaySettings gateway, string text)
    {
        var file = _host.Paths.ControllerSettings(gateway.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private string Named(string problem) =>
        string.Format(
            System.Globalization.CultureInfo.InvariantCulture,
            problem,
            _host.Paths.ControllerSettings(Main.Name),
            _host.Paths.ControllerSettings(Second.Name)
        );

    private static GatewaySettings Named(string text, int port)
    {
        Assert.True(InstanceName.TryParse(text, out var name));
        return Some.Settings with { Name = name, Api = Some.Settings.Api with { Port = port } };
    }
}
