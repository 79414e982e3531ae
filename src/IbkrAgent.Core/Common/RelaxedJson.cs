using System.Text.Encodings.Web;
using System.Text.Json;

namespace IbkrAgent.Common;

/// <summary>JSON for people and services, and for no page of HTML: only what has to be is escaped.</summary>
internal static class RelaxedJson
{
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
