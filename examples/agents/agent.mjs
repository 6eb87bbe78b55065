// An agent that needs nothing but Node.js: takes turns at a board through tasks.lock, claims a task, works, completes it.
//
//     node agent.mjs DIRECTORY NAME
//
// It ends when nothing is left for it to do. Ctrl-C or SIGTERM puts the task in hand back and ends.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const [directory, name] = process.argv.slice(2);
if (name === undefined) {
  console.error('Usage: node agent.mjs DIRECTORY NAME');
  process.exit(2);
}

const board = fs.realpathSync(path.join(directory, 'tasks.json')); // where it is a symbolic link, the board is where it leads
const lock = path.join(path.dirname(board), 'tasks.lock');
const longestWait = 60_000;

// A turn is one synchronous function: no handler of a signal runs in the middle of it, so the lock is always given back.
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => { stopping = true; });
}

async function main() {
  while (!stopping) {
    // Turn one: claim. The work itself is done without the lock, so that others can go on.
    const { task, othersWork } = await turn(tasks => {
      const ready = tasks.find(t => isReady(t, tasks));
      const taken = tasks.some(t => ['CLAIMED', 'IN_PROGRESS'].includes(state(t)));
      if (ready) change(ready, 'IN_PROGRESS', name, 'ASSIGNED', 'claimed');
      return { task: ready, othersWork: taken };
    });
    if (task) {
      console.log('claimed', task.id);
      await finish(task.id, await work(task));
    } else if (othersWork) {
      await sleep(200); // what they complete may make a task ready
    } else {
      return;
    }
  }
}

/** Your work goes here. Answers a summary for those who depend on it; null: given up. */
async function work(task) {
  await sleep(20);
  return stopping ? null : `done by ${name}`;
}

/** Turn two: complete, or put back. */
async function finish(id, summary) {
  const word = await turn(tasks => {
    // Read again: somebody may have cancelled it, or given it to another.
    const task = tasks.find(t => t.id === id);
    if (!task || state(task) !== 'IN_PROGRESS' || task.assigned_to !== name) return 'lost';
    if (summary === null) {
      change(task, 'PENDING', null, 'STATUS_CHANGED', 'released');
      return 'released';
    }
    task.result = { summary };
    change(task, 'COMPLETED', name, 'STATUS_CHANGED', `completed: ${summary}`);
    return 'completed';
  });
  console.log(word, id);
}

/** Edits the list of tasks while holding tasks.lock; saved where it was changed. */
async function turn(edit) {
  const record = JSON.stringify({ agent_id: name, timestamp: new Date().toISOString(), ...liveness() }) + '\n';
  await takeLock(record);
  try {
    // Node writes the file anew, so comments in it would end here (JSON.parse refuses them).
    const text = fs.readFileSync(board, 'utf8').replace(/^\uFEFF/, '');
    const content = JSON.parse(text);
    const before = JSON.stringify(content);
    const result = edit(Array.isArray(content) ? content : content.tasks);
    if (JSON.stringify(content) !== before) save(JSON.stringify(content, null, 2) + '\n');
    return result;
  } finally {
    // Only our own lock is ours to delete: an operator may have broken it and somebody else taken the next one.
    if (fs.existsSync(lock) && fs.readFileSync(lock, 'utf8') === record) fs.unlinkSync(lock);
  }
}

/** Creating a file that must not exist ('wx') succeeds for one process only; whoever fails tries again. */
async function takeLock(record) {
  for (const deadline = Date.now() + longestWait; ; await sleep(5 + 45 * Math.random())) {
    try {
      fs.writeFileSync(lock, record, { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      // Never delete a lock that is not yours: "taskboard lock show" tells whose it is and whether they live.
      if (Date.now() > deadline) throw new Error(`no turn in ${longestWait} ms: ${lock} says who has it`);
    }
  }
}

/** On Linux, what proves that this process is gone if it is killed in a turn: others then go on at once. Without, after 15 minutes. */
function liveness() {
  try {
    const stat = fs.readFileSync('/proc/self/stat', 'utf8');
    return {
      pid: process.pid,
      process_start: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19],
      pid_ns: fs.readlinkSync('/proc/self/ns/pid'),
      boot_id: fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
    };
  } catch {
    return {};
  }
}

/** Written beside, then renamed: a reader sees the board before or after, and a kill leaves no half of it. */
function save(text) {
  const beside = `${board}.${process.pid}.new`;
  fs.writeFileSync(beside, text, { mode: fs.statSync(board).mode, flush: true });
  fs.renameSync(beside, board);
}

/** What "taskboard next" would look at too: for us or anyone, nothing in the way, everything it waits for completed. */
function isReady(task, tasks) {
  const stateOf = id => state(tasks.find(t => t.id === id) ?? { status: 'MISSING' });
  return state(task) === 'PENDING'
    && (!task.assigned_to || task.assigned_to === name)
    && !task.persona && !task.blocked && !task.not_before
    && (task.depends_on ?? []).every(id => stateOf(id) === 'COMPLETED')
    && tasks.filter(t => t.parent === task.id).every(t => ['COMPLETED', 'CANCELLED'].includes(state(t)));
}

function state(task) {
  return (task.status ?? 'PENDING').trim().toUpperCase().replace(/[- ]/g, '_');
}

/** A transition. The history entry says who did it: without one, it would be recorded as an edit by nobody known. */
function change(task, status, owner, event, details) {
  const timestamp = new Date().toISOString();
  Object.assign(task, { status, assigned_to: owner, updated_at: timestamp });
  task.history = [...(task.history ?? []), { timestamp, event, agent_id: name, details }];
}

await main();
