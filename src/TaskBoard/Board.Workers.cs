using System.Security.Cryptography;
using System.Text;
using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Locking;
using TaskBoard.Rules;

namespace TaskBoard;

/// <content>Workers that go by one name alone.</content>
public sealed partial class Board
{
    /// <summary>
    /// Takes an agent's name for this process, until the answer is disposed or the process ends, in whatever way. For programs that work on one task after
    /// the other: whoever asks for the next task under the name of one that is at work would be given the task that it has in hand.
    /// </summary>
    /// <param name="agent">The name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AgentTakenException">Another process of this machine has it or works under it, or this one has it already.</exception>
    /// <exception cref="InvalidRequestException">It cannot be a name.</exception>
    public Task<IDisposable> TakeNameAsync(string agent, CancellationToken cancellationToken = default) =>
        Task.Run<IDisposable>(() => AtTheEdge(() => Taken(agent, cancellationToken)), cancellationToken);

    /// <summary>Programs that take no name are on record by what they claim and their signs of life: one of them that is proven to live has the name too.</summary>
    private HeldFile Taken(string agent, CancellationToken cancellationToken)
    {
        var name = TakeName(agent);
        try
        {
            using var reader = OpenReader(cancellationToken);
            if (reader?.Agents().FirstOrDefault(row => row.Id == agent) is { Status: not AgentRow.Gone, Pid: { } pid, Process: var proof }
                && ProcessProof.IsOfLivingOther(_seams.Processes, pid, proof))
            {
                throw new AgentTakenException(agent, pid);
            }

            return name;
        }
        catch
        {
            name.Dispose();
            throw;
        }
    }

    /// <summary>By a lock of the operating system, which frees it when its holder dies: nothing is left that would have to be judged.</summary>
    private HeldFile TakeName(string agent)
    {
        Requests.CheckAgent(agent);
        PlaceTest.RequireSafe(_seams.Disk, _paths);
        PrivateDirectory.Make(_seams.Disk, _paths);
        PrivateDirectory.MakeInside(_seams.Disk, _paths, _paths.Workers);

        // A name may hold anything, and be longer than the name of a file.
        var file = _seams.Disk.OpenLockFile(Path.Combine(_paths.Workers, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(agent)))));
        try
        {
            if (file.TryLock(exclusive: true))
            {
                return new HeldFile(file);
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        throw new AgentTakenException(agent);
    }
}
