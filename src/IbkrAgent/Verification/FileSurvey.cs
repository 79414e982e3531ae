using System.Globalization;
using IbkrAgent.Cli;

namespace IbkrAgent.Verification;

/// <summary>Owner, group and mode of the operator's files.</summary>
internal static class FileSurvey
{
    /// <summary>Written by root alone; there is nothing secret in it.</summary>
    public static readonly FileWish Open = new(null, Convert.ToInt32("0644", 8));

    public static readonly FileWish Secret = new(null, Convert.ToInt32("0600", 8));

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="group">which has to read it.</param>
    public static FileWish ReadBy(string group) => new(group, Convert.ToInt32("0640", 8));

    public static Task<Fact<IReadOnlyList<FileFacts>>> LookAsync(
        IReadOnlyList<(string Path, FileWish Wish)> files,
        CancellationToken cancellationToken
    ) =>
        Look.AtAsync<IReadOnlyList<FileFacts>>(async () =>
        {
            List<FileFacts> found = [];
            foreach (var (path, wish) in files)
                found.Add(
                    File.Exists(path) ? await LookAsync(path, wish, cancellationToken) : new(path, "", "", 0, wish)
                );
            return found;
        });

    private static async Task<FileFacts> LookAsync(string path, FileWish wish, CancellationToken cancellationToken)
    {
        var output = await ChildProgram.ReadAsync(
            ["stat", "--dereference", "--format=%U %G", path],
            Patience,
            cancellationToken
        );
        return output.Trim().Split(' ') is [var owner, var group]
            ? new(path, owner, group, (int)File.GetUnixFileMode(path), wish)
            : throw new IOException(
                string.Create(CultureInfo.InvariantCulture, $"stat {path}: '{output.Trim()}' is no owner and group")
            );
    }
}
