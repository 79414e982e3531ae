namespace IbkrAgent.Containers;

/// <summary>Where things are in the source tree that this program was built from.</summary>
internal static class Sources
{
    public static readonly string Root = FindRoot(AppContext.BaseDirectory);

    public static string ContainerScript => Path.Combine(Root, "tests", "system", "container.sh");

    /// <summary>The published stand-in, from <c>make test</c>.</summary>
    public static string GatewaySim => Path.Combine(Root, "build", "sim", "gateway-sim");

    /// <summary>Journals of the containers, for whoever looks into a failure.</summary>
    public static string Results => Path.Combine(Root, "build", "system-tests");

    /// <summary>The built package, from <c>make deb</c>.</summary>
    public static string Package =>
        Directory.GetFiles(Path.Combine(Root, "build"), "ibkr-agent_*_amd64.deb") switch
        {
            [var only] => only,
            var several => throw new FileNotFoundException(
                $"{several.Length} packages in {Root}/build, want one: run make clean deb"
            ),
        };

    private static string FindRoot(string directory) =>
        File.Exists(Path.Combine(directory, "IbkrAgent.sln"))
            ? directory
            : FindRoot(
                Path.GetDirectoryName(directory)
                    ?? throw new DirectoryNotFoundException("no IbkrAgent.sln above the test program")
            );
}
