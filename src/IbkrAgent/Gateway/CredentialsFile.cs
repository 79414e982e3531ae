using System.Text;

namespace IbkrAgent.Gateway;

/// <summary>credentials.env of one gateway. Only root can read it; everybody can see whether it is there.</summary>
internal sealed class CredentialsFile(string path)
{
    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    public CredentialsReading Read()
    {
        try
        {
            return GatewayCredentials.TryRead(File.ReadAllText(path, StrictUtf8), out var credentials, out var problem)
                ? new CredentialsReading.Known(credentials)
                : new CredentialsReading.Unusable(problem);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new CredentialsReading.Missing();
        }
        catch (UnauthorizedAccessException)
        {
            return new CredentialsReading.Closed();
        }
        catch (DecoderFallbackException)
        {
            return new CredentialsReading.Unusable("it is not UTF-8 text");
        }
        catch (IOException exception)
        {
            return new CredentialsReading.Unusable(exception.Message);
        }
    }
}

/// <summary>What reading the credentials led to.</summary>
internal abstract record CredentialsReading
{
    private CredentialsReading() { }

    public sealed record Missing : CredentialsReading;

    /// <summary>They are there, but not for this user.</summary>
    public sealed record Closed : CredentialsReading;

    public sealed record Known(GatewayCredentials Credentials) : CredentialsReading;

    public sealed record Unusable(string Why) : CredentialsReading;
}
