import { expect, it } from 'vitest';
import { drawnBytes } from '../../ledger/ground/drawn.ts';

it('what is drawn by chance is drawn once: no two draws share bytes, whatever their lengths, and each is its own', () => {
  const lengths = Array.from({ length: 4_000 }, (_, i) => 8 + (i % 40));
  const all = lengths.map((length) => drawnBytes(length));
  expect(all.map((bytes) => bytes.length)).toEqual(lengths);
  const [first] = all;
  const before = first?.toString('hex');
  for (const bytes of all.slice(1)) bytes.fill(0xff);
  expect(first?.toString('hex')).toBe(before);
  const again = lengths.map((length) => drawnBytes(length).subarray(0, 8).toString('hex'));
  expect(new Set(again).size).toBe(lengths.length);
  expect(again.filter((hex) => /^(00){8}$|^(ff){8}$/.test(hex))).toEqual([]);
  const bits = again.reduce((sum, hex) => sum + [...Buffer.from(hex, 'hex')].reduce((n, b) => n + (b & 1), 0), 0);
  expect(Math.abs(bits / (lengths.length * 8) - 0.5)).toBeLessThan(0.02);
});
