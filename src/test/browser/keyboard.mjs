// A person with a keyboard and no mouse.
import assert from 'node:assert/strict';

/** What has the focus: its name as it is read aloud, and whether it is seen to have it. */
const focusOf = (page) =>
  page.evaluate(() => {
    const node = document.activeElement;
    // A place that only a script goes to has no name of its own.
    const own = node.tabIndex < 0 ? node.id : node.textContent;
    const named = node.labels?.[0]?.textContent ?? own;
    const name = (node.getAttribute('aria-label') ?? (named || node.id)).replace(/\s+/g, ' ').trim();
    if (node === document.body) return { lost: true, name: 'body' };
    const box = node.getBoundingClientRect();
    const at = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 40) / 2);
    // The box around the address, the handles and pictures show it themselves.
    const ring = [node, node.closest('.box')].some((each) => {
      const { outlineStyle, boxShadow } = each ? getComputedStyle(each) : {};
      return (outlineStyle && outlineStyle !== 'none') || (each?.matches('.box') && boxShadow !== 'none');
    });
    const inSight = node === at || node.contains(at) || at?.contains(node);
    return { name, ring: ring || node.id === 'main', inSight: inSight || node.id === 'main' };
  });

export class Keyboard {
  constructor(page) {
    this.page = page;
    this.keys = page.keyboard;
  }

  /** The focus is somewhere, and seen. */
  async look() {
    let now = await focusOf(this.page);
    // What goes away hands the focus on a moment later.
    for (const end = Date.now() + 5_000; now.lost && Date.now() < end; now = await focusOf(this.page));
    assert.ok(!now.lost, 'the focus is lost');
    assert.ok(now.inSight, `"${now.name}" has the focus and is covered`);
    assert.ok(now.ring, `"${now.name}" does not show that it has the focus`);
    return now;
  }

  /** Goes on, or back, until what has that name has the focus. */
  async to(name, { back = false, most = 90 } = {}) {
    const fits = (text) => (name instanceof RegExp ? name.test(text) : text === name);
    const seen = [];
    for (let presses = 0; presses < most; presses++) {
      const now = await focusOf(this.page);
      if (!now.lost && fits(now.name)) return this.look();
      seen.push(now.name.slice(0, 40));
      await this.keys.press(back ? 'Shift+Tab' : 'Tab');
      // The end of the page: the browser's own bar comes next.
      if (!(await focusOf(this.page)).lost) await this.look();
    }
    return assert.fail(`no stop ${name} among ${[...new Set(seen)].join(' | ')}`);
  }

  /** Goes there and presses a key. */
  async press(name, key = 'Enter', options = {}) {
    await this.to(name, options);
    await this.keys.press(key);
  }

  type(text) {
    return this.keys.type(text);
  }

  /** Waits until the focus is on what has that name, without a key. */
  async comesTo(name) {
    for (const end = Date.now() + 10_000; ; ) {
      const now = await focusOf(this.page);
      if (!now.lost && name.test(now.name)) return;
      assert.ok(Date.now() < end, `the focus is on "${now.name}", not on ${name}`);
      await new Promise((resume) => setTimeout(resume, 30));
    }
  }
}
