// What was seen, as a table.

export class Report {
  /** A quiet one says nothing before it is printed, or added to another one. */
  constructor(quiet = false) {
    this.quiet = quiet;
    this.rows = new Map();
    this.faults = new Map();
  }

  row(what) {
    if (!this.rows.has(what)) this.rows.set(what, { good: new Map(), bad: [], longest: 0 });
    return this.rows.get(what);
  }

  /** Something held, in one way or another; `ms` is how long it took. */
  good(what, how, ms = 0, times = 1) {
    const row = this.row(what);
    row.good.set(how, (row.good.get(how) ?? 0) + times);
    row.longest = Math.max(row.longest, ms);
  }

  bad(what, why) {
    this.row(what).bad.push(`${new Date().toISOString().slice(11, 19)} ${why}`);
    if (!this.quiet) process.stderr.write(`FAIL  ${what}: ${why}\n`);
  }

  fault(name) {
    this.faults.set(name, (this.faults.get(name) ?? 0) + 1);
  }

  /** Takes over what another one has. */
  add(other, when) {
    for (const [what, row] of other.rows) {
      const name = when ? `${what}, ${when}` : what;
      for (const [how, times] of row.good) this.good(name, how, row.longest, times);
      this.row(name).bad.push(...row.bad);
    }
  }

  failed() {
    return [...this.rows.values()].some((row) => row.bad.length > 0);
  }

  print(met) {
    const list = (entries) => [...entries].map(([name, times]) => `${times} ${name}`).join(', ');
    console.log(`\nfaults: ${list(this.faults)}`);
    console.log(`told to come again: ${met.refused}, no answer: ${met.silent}, events broken off: ${met.broken}\n`);
    for (const [what, { good, bad, longest }] of this.rows) {
      const time = longest > 0 ? `, at most ${Math.round(longest)} ms` : '';
      console.log(`${bad.length > 0 ? 'FAIL' : 'ok  '}  ${what.padEnd(26)} ${list(good)}${time}`);
      bad.forEach((why) => console.log(`        ${why}`));
    }
  }
}
