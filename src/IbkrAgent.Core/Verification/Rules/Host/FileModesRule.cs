using System.Globalization;

namespace IbkrAgent.Verification.Rules;

/// <summary>Secrets are root's; settings are written by root alone.</summary>
public sealed class FileModesRule() : HostRule("file-modes", "Settings and secrets have their owner and mode")
{
    protected override IEnumerable<Complaint> Judge(HostFacts host) =>
        host.Gateways.Select(gateway => gateway.Files).Prepend(host.Files).SelectMany(fact => fact.Judge(Judge));

    private static IEnumerable<Complaint> Judge(IReadOnlyList<FileFacts> files) => files.SelectMany(Judge);

    private static IEnumerable<Complaint> Judge(FileFacts file)
    {
        var (wish, mode) = (file.Wanted, Octal(file.Mode));
        if (file.Owner.Length == 0)
            yield break; // what is missing is another rule's

        if (file.Owner != "root")
            yield return Complaint.Fail($"{file.Path} is owned by {file.Owner}", $"sudo chown root {file.Path}");

        if ((file.Mode & ~wish.MostMode) != 0)
            yield return Complaint.Fail(
                $"{file.Path} has mode {mode}, and {Octal(wish.MostMode)} is the most",
                $"sudo chmod {Octal(wish.MostMode)} {file.Path}"
            );

        if (wish.Group is { } group && file.Group != group)
            yield return Complaint.Fail(
                $"{file.Path} is of the group {file.Group}, and {group} has to read it",
                $"sudo chgrp {group} {file.Path}"
            );
    }

    private static string Octal(int mode) =>
        string.Create(CultureInfo.InvariantCulture, $"0{Convert.ToString(mode, 8)}");
}
