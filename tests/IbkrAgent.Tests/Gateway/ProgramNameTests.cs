using IbkrAgent.Gateway;

namespace IbkrAgent.Tests.Gateway;

public sealed class ProgramNameTests
{
    [Theory]
    [InlineData("/opt/ibgateway/10.45.1j/jre/bin/java -cp /opt/x.jar ibcalpha.ibc.IbcGateway", "java")]
    [InlineData("java", "java")]
    [InlineData("/usr/bin/bash /opt/ibc/scripts/ibcstart.sh 1045 --java-path=/opt/java", "bash")]
    // in quotes where the shell would need them
    [InlineData("\"/opt/a b/bin/java\" -x", "java")]
    [InlineData("$'/opt/a\\tb/bin/java' -x", "java")]
    [InlineData("/usr/bin/bash -c \"java -x\"", "bash")]
    // without a command line: it begins or has ended
    [InlineData("[java]", "[java]")]
    [InlineData("(java)", "(java)")]
    [InlineData("", "")]
    [InlineData("\"", "")]
    public void A_command_line_names_its_program(string commandLine, string name) =>
        Assert.Equal(name, ProgramName.Of(commandLine));
}
