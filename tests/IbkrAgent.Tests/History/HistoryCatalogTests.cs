using System.Reflection;
using IbkrAgent.History;
using IbkrAgent.Logging;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Tests.History;

public sealed class HistoryCatalogTests
{
    private static readonly int[] Messages =
    [
        .. typeof(MessageIds)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .Select(message => message.EventId)
            .Order(),
    ];

    [Fact]
    public void Every_kind_of_entry_is_history_or_left_out_for_a_reason()
    {
        Assert.NotEmpty(Messages);
        Assert.Equal(Messages, HistoryCatalog.NumbersOf([]).Concat(HistoryCatalog.LeftOut.Keys).Order());
        Assert.All(HistoryCatalog.LeftOut.Values, reason => Assert.True(reason.Length > 5));
    }

    [Fact]
    public void Every_name_stands_for_one_kind_of_entry_and_every_kind_has_some()
    {
        var names = HistoryCatalog.NumbersOf([]).Select(number => HistoryCatalog.Find(number)!.Value.Name).ToArray();

        Assert.Equal(names, names.Distinct());
        Assert.All(names, name => Assert.Matches("^[a-z]+(-[a-z]+)*$", name));
        Assert.All(Enum.GetValues<HistoryKind>(), kind => Assert.NotEmpty(HistoryCatalog.NumbersOf([kind])));
    }

    [Fact]
    public void Every_kind_has_a_word_that_names_it()
    {
        foreach (var kind in Enum.GetValues<HistoryKind>())
        {
            Assert.True(HistoryKinds.TryParse(HistoryKinds.WordOf(kind), out var found));
            Assert.Equal(kind, found);
        }

        Assert.False(HistoryKinds.TryParse("Incident", out _));
        Assert.Equal(Enum.GetValues<HistoryKind>().Length, HistoryKinds.Words.Split(", ").Length);
    }

    [Theory]
    [InlineData("b275b1c15539ed6e64ee5f0f3c422001", 2001)]
    [InlineData("a275b1c15539ed6e64ee5f0f3c422001", null)]
    [InlineData("b275b1c15539ed6e64ee5f0f3c42", null)]
    [InlineData("b275b1c15539ed6e64ee5f0f3c42x001", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_message_id_leads_back_to_its_number(string? id, int? number) =>
        Assert.Equal(number, MessageIds.NumberOf(id));
}
