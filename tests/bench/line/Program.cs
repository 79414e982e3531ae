// The yardstick: what a .NET program costs that does nothing else.
Console.WriteLine("ready");
