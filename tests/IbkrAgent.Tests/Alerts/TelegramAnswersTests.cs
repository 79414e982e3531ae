using System.Text;
using IbkrAgent.Accounts;
using IbkrAgent.Alerts;
using IbkrAgent.Common;
using IbkrAgent.Health;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Alerts;

/// <summary>What is answered to whom asks over Telegram.</summary>
public sealed class TelegramAnswersTests
{
    private static readonly DateTimeOffset At = Some.Instant.AddMinutes(192);

    private static readonly GatewayReport Ready = Some.Report(
        Verdict.Ready,
        "API 176, client id 7971, accounts DU1234567"
    ) with
    {
        Account = Some.Account,
    };

    private static readonly GatewayReport Down = Some.Report(Verdict.Down, "the unit failed") with
    {
        Name = "live",
        NextStep = "restarted in 40 s",
        Mode = AgentMode.Observe,
        Parked = true,
        Account = Some.Account with
        {
            Balances = [new("U7654321", "EUR", NetLiquidation: 12.5m, TotalCashValue: null, BuyingPower: null)],
            Positions = [],
            Orders = [],
            Unread = [new(AccountPart.Orders, UnreadCause.ReadOnlyApi, "the API is read-only, which withholds orders")],
        },
    };

    private static readonly GatewayReport Starting = Some.Report(Verdict.Starting, "the unit started") with
    {
        Name = "paper",
    };

    private static readonly HostReading Host = new(
        TimeSpan.FromHours(299),
        new(0.5, 0.25, 0.1),
        Processors: 2,
        new(3_500L << 20, 8_000L << 20),
        new(12L << 30, 40L << 30),
        IsClockSynchronised: true
    );

    [Fact]
    public void The_status_tells_each_gateway_and_what_its_accounts_have() =>
        Golden.Check(TelegramAnswers.Status([Ready, Down, Starting], At) + "\n", "answer-status");

    [Fact]
    public void The_server_is_the_agent_its_gateways_and_the_host() =>
        Golden.Check(
            TelegramAnswers.Server(
                new("1.2.3", Some.Instant, "the settings are wrong (1 to correct): agent.ini: main: mode"),
                [Ready, Down],
                Host,
                At
            ) + "\n",
            "answer-server"
        );

    [Fact]
    public void What_cannot_be_read_says_so() =>
        Golden.Check(
            TelegramAnswers.Server(
                new("1.2.3", Some.Instant, ""),
                [],
                Host with
                {
                    Load = null,
                    Memory = null,
                    Disk = null,
                    IsClockSynchronised = null,
                },
                At
            ) + "\n",
            "answer-unread"
        );

    [Fact]
    public void However_much_there_is_it_is_one_message_and_says_how_much_is_left_out()
    {
        var text = TelegramAnswers.Status([Many("main"), Many("live"), Many("paper")], At);

        Assert.InRange(text.Length, 3000, 4096);
        Assert.Matches("\n  [0-9]+ more positions\n", text);
        Assert.Matches("\n  [0-9]+ more open orders\n", text);
        Assert.Equal(3, text.Split("The accounts were read").Length - 1);
    }

    [Fact]
    public void What_cannot_be_one_message_is_cut() =>
        Assert.Equal(
            4096,
            TelegramAnswers.Status([.. Enumerable.Range(0, 60).Select(number => Many($"g{number}"))], At).Length
        );

    [Fact]
    public void A_symbol_ends_no_line() =>
        Assert.Contains(
            "\n  -110 A B at",
            TelegramAnswers.Status(
                [
                    Ready with
                    {
                        Account = Some.Account with
                        {
                            Positions = [Some.Account.Positions[0] with { LocalSymbol = "A\nB" }],
                        },
                    },
                ],
                At
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public void An_answer_is_plain_text_and_names_the_message() =>
        Golden.Check(
            Encoding.UTF8.GetString(TelegramMessage.Render("<b>main</b>: Ready", new Secret("-1001"), replyTo: 7))
                + "\n",
            "answer-message"
        );

    private static GatewayReport Many(string name) =>
        Ready with
        {
            Name = name,
            Account = Some.Account with
            {
                Positions =
                [
                    .. Enumerable
                        .Range(1, 100)
                        .Select(number =>
                            Some.Account.Positions[0] with
                            {
                                ContractId = number,
                                LocalSymbol = $"S{number}",
                            }
                        ),
                ],
                Orders =
                [
                    .. Enumerable.Range(1, 100).Select(number => Some.Account.Orders[0] with { PermanentId = number }),
                ],
            },
        };
}
