using IbkrAgent.Common;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;

namespace IbkrAgent.Configuration;

/// <summary>Finds the broker's login in a file of before: an environment file, or settings of the controller.</summary>
public static class LoginImport
{
    /// <summary>Names of user name and password in credentials.env and in the known container images.</summary>
    private static readonly (string UserName, string Password)[] Names =
    [
        (GatewayCredentials.UserNameKey, GatewayCredentials.PasswordKey),
        ("TWS_USERID", "TWS_PASSWORD"),
        ("TWSUSERID", "TWSPASSWORD"),
        ("IB_USERNAME", "IB_PASSWORD"),
    ];

    /// <summary>The answers with the login of the file; null when the file has none.</summary>
    public static ConfigurationAnswers? Into(ConfigurationAnswers answers, Secret file, IController controller)
    {
        var (user, password) = OfEnvironmentFile(file.Reveal()) ?? OfController(file.Reveal(), controller);
        return user.Length == 0 && password.Length == 0
            ? null
            : answers
                .WithCredential(GatewayCredentials.UserNameKey, new(user))
                .WithCredential(GatewayCredentials.PasswordKey, new(password));
    }

    private static (string User, string Password)? OfEnvironmentFile(string text)
    {
        try
        {
            var values = EnvironmentFileText.Read(text);
            foreach (var (user, password) in Names)
                if (values.ContainsKey(user) || values.ContainsKey(password))
                    return (values.GetValueOrDefault(user, ""), values.GetValueOrDefault(password, ""));
        }
        catch (FormatException)
        {
            // A quote of its own is nothing special in the controller's settings.
        }

        return null;
    }

    private static (string User, string Password) OfController(string text, IController controller)
    {
        try
        {
            var read = controller.ReadForeign(text);
            return (read.UserName.Reveal(), read.Password.Reveal());
        }
        catch (FormatException)
        {
            return ("", "");
        }
    }
}
