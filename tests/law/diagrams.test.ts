/** The road as it is drawn is the road as the tables have it. */
import { describe, expect, it } from 'vitest';
import { diagramOf, edgesOf, proceedingsPage } from '../../bin/lib/proceedings-page.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';

describe.each(Object.values(TABLES))('the diagram of $kind', (table) => {
  const edges = edgesOf(table);

  it('has an arrow for each row that leads to another state, and no other', () => {
    const drawn = new Set(edges.map(({ from, to }) => `${from} → ${to}`));
    const led = new Set<string>();
    const open = Object.keys(table.states).filter((state) => !table.ends.includes(state));
    const states = { none: ['[*]'], open, ended: table.ends, any: Object.keys(table.states) };
    for (const row of table.rows) {
      for (const from of Array.isArray(row.from) ? row.from : states[row.from])
        for (const to of typeof row.to === 'object' ? row.to.among : row.to === 'same' ? [from] : [row.to])
          if (from !== to) led.add(`${from} → ${to}`);
    }
    expect(drawn).toEqual(led);
  });

  it('reaches every state from the beginning', () => {
    const reached = new Set(['[*]']);
    for (let size = 0; size !== reached.size; ) {
      size = reached.size;
      for (const { from, to } of edges) if (reached.has(from)) reached.add(to);
    }
    expect(Object.keys(table.states).filter((state) => !reached.has(state))).toEqual([]);
  });

  it('says each way with its clause, in words that do not end the label early', () => {
    for (const { from, to, ways } of edges)
      for (const way of ways) expect(way, `${from} → ${to}`).toMatch(/^[^:;"\n]*\S \([^:;"\n]+\)$/);
  });

  it('names no state that the table does not have', () => {
    for (const line of diagramOf(table).split('\n')) {
      const [, from, to] = /^ {2}(\S+) --> (\S+) : /.exec(line) ?? [];
      for (const state of [from, to]) if (state && state !== '[*]') expect(table.states).toHaveProperty([state]);
    }
  });
});

it('is what docs/proceedings.md shows: run npm run diagrams after a change', async () => {
  await expect(proceedingsPage()).toMatchFileSnapshot('../../docs/proceedings.md');
});
