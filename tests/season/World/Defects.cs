namespace IbkrAgent.Season.World;

/// <summary>What is wrong with a world, to show that the referee sees it.</summary>
/// <param name="PauseDropsLogin">a Gateway that is asked to keep its login forgets it.</param>
/// <param name="OrdersAreHidden">readings of the accounts tell of no order.</param>
/// <param name="ProofsLie">a Gateway that answers others is said to answer nobody.</param>
/// <param name="PositionsAreHidden">the first reading of each process tells of no position.</param>
internal sealed record Defects(
    bool PauseDropsLogin = false,
    bool OrdersAreHidden = false,
    bool ProofsLie = false,
    bool PositionsAreHidden = false
);
