// BullMQ's side of scripts/bench-queue. Usage: node bench.mjs PORT
// Reads a measurement a line ("add 64 20000"), answers a line of JSON. Every choice is the one that
// makes BullMQ fastest: nothing is kept of ended jobs, no metrics, no list of events worth the name.
import { createInterface } from "node:readline";
import { Queue, Worker } from "bullmq";

const connection = { host: "127.0.0.1", port: Number(process.argv[2]), maxRetriesPerRequest: null };
const keep = { removeOnComplete: true, removeOnFail: true };
const name = "bench";
const queue = new Queue(name, {
  connection,
  skipMetasUpdate: true,
  defaultJobOptions: { ...keep, attempts: 3, backoff: { type: "exponential", delay: 1000 } },
  streams: { events: { maxLen: 1 } },
});
let last = 0;

/** Data of about a hundred bytes, as those of the other side. */
function job() {
  last += 1;
  return { url: `https://site.example/watch?v=${String(last).padStart(11, "0")}`, tier: "free" };
}

async function add(inFlight, count) {
  let left = count;
  const one = async () => {
    while (left > 0) {
      left -= 1;
      await queue.add("analyse", job());
    }
  };
  return timed(() => Promise.all(Array.from({ length: inFlight }, one)));
}

async function bulk(size, count) {
  return timed(async () => {
    for (let done = 0; done < count; done += size) {
      await queue.addBulk(Array.from({ length: size }, () => ({ name: "analyse", data: job() })));
    }
  });
}

async function work(concurrency, count) {
  let done = 0;
  let finished;
  const all = new Promise((resolve) => (finished = resolve));
  const worker = new Worker(name, async () => "ok", { connection, ...keep, concurrency, autorun: false });
  await worker.waitUntilReady();
  worker.on("completed", () => {
    done += 1;
    if (done === count) finished();
  });
  const answer = await timed(() => {
    worker.run();
    return all;
  });
  await worker.close();
  return answer;
}

async function latency(rate, seconds) {
  const took = [];
  const count = rate * seconds;
  let finished;
  const all = new Promise((resolve) => (finished = resolve));
  const begun = async (next) => {
    took.push(performance.now() - next.data.at);
    if (took.length === count) finished();
    return "ok";
  };
  const worker = new Worker(name, begun, { connection, ...keep, concurrency: 64 });
  await worker.waitUntilReady();
  let sent = 0;
  const start = performance.now();
  const pace = setInterval(() => {
    const due = Math.min(count, ((performance.now() - start) * rate) / 1000);
    for (; sent < due; sent += 1) {
      queue.add("analyse", { ...job(), at: performance.now() });
    }
  }, 1);
  await all;
  clearInterval(pace);
  await worker.close();
  took.sort((a, b) => a - b);
  return { p50: took[Math.floor(count * 0.5)], p99: took[Math.floor(count * 0.99)] };
}

async function timed(what) {
  const start = performance.now();
  await what();
  return { seconds: (performance.now() - start) / 1000 };
}

const measurements = { add, bulk, work, latency };
await queue.waitUntilReady();
console.log("ready");
for await (const line of createInterface({ input: process.stdin })) {
  const [what, ...numbers] = line.split(" ");
  console.log(JSON.stringify(await measurements[what](...numbers.map(Number))));
}
await queue.close();
