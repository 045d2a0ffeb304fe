import { createHash } from 'node:crypto';

/** A Merkle tree as RFC 9162 section 2.1 makes it (the same as RFC 6962). Pure: nothing here reads or writes anything. */

export const HASH_BYTES = 32;

export const leafHash = (data: Uint8Array): Buffer =>
  createHash('sha256')
    .update(Buffer.from([0]))
    .update(data)
    .digest();

const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer =>
  createHash('sha256')
    .update(Buffer.from([1]))
    .update(left)
    .update(right)
    .digest();

/** A tree by the roots of its whole subtrees, the largest first: what is needed to go on from it, and to say its root. */
export interface Frontier {
  size: number;
  nodes: readonly Buffer[];
}

export const EMPTY: Frontier = { size: 0, nodes: [] };

function there(node: Buffer | undefined): Buffer {
  if (!node) throw new Error('this frontier is not that of its size');
  return node;
}

/** The tree with more leaves behind it. */
export function append(tree: Frontier, leaves: readonly Buffer[]): Frontier {
  const nodes = [...tree.nodes];
  let { size } = tree;
  for (const leaf of leaves) {
    let node = leaf;
    // As many subtrees close as the size has ones at its end.
    for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) node = nodeHash(there(nodes.pop()), node);
    nodes.push(node);
    size++;
  }
  return { size, nodes };
}

export function rootOf(tree: Frontier): Buffer {
  const [last, ...before] = [...tree.nodes].reverse();
  if (!last) return createHash('sha256').digest();
  return before.reduce((right, left) => nodeHash(left, right), last);
}

/** The largest power of two below `n`. */
function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/**
 * That the tree of `old` is the beginning of the tree with `leaves` behind it (RFC 9162, 2.1.4.1). What is left of the old size is
 * known by its frontier, what is right of it by the leaves, so that nobody reads the whole tree.
 */
export function consistencyProof(old: Frontier, leaves: readonly Buffer[]): Buffer[] {
  const known = new Map<string, Buffer>();
  let at = 0;
  for (const node of old.nodes) {
    let width = 1;
    while (at + width * 2 <= old.size) width *= 2;
    known.set(`${at} ${width}`, node);
    at += width;
  }
  const hashOf = (from: number, width: number): Buffer => {
    const whole = known.get(`${from} ${width}`);
    if (whole) return whole;
    if (width === 1) return there(leaves[from - old.size]);
    const k = split(width);
    return nodeHash(hashOf(from, k), hashOf(from + k, width - k));
  };
  const proof = (from: number, m: number, n: number, whole: boolean): Buffer[] => {
    if (m === n) return whole ? [] : [hashOf(from, n)];
    const k = split(n);
    return m <= k
      ? [...proof(from, m, k, whole), hashOf(from + k, n - k)]
      : [...proof(from + k, m - k, n - k, false), hashOf(from, k)];
  };
  return old.size === 0 || leaves.length === 0 ? [] : proof(0, old.size, old.size + leaves.length, true);
}

export interface Head {
  size: number;
  root: Buffer;
}

/** Whether the second tree begins with the first (RFC 9162, 2.1.4.2). */
export function isConsistent(first: Head, second: Head, proof: readonly Buffer[]): boolean {
  if (first.size > second.size) return false;
  if (first.size === second.size) return proof.length === 0 && first.root.equals(second.root);
  if (first.size === 0) return proof.length === 0;
  const path = [...proof];
  const isPower = Number.isInteger(Math.log2(first.size));
  if (isPower) path.unshift(first.root);
  let fn = first.size - 1;
  let sn = second.size - 1;
  const half = (n: number) => Math.floor(n / 2);
  while (fn % 2 === 1) {
    fn = half(fn);
    sn = half(sn);
  }
  const start = path.shift();
  if (!start) return false;
  let fr = start;
  let sr = start;
  for (const c of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(c, fr);
      sr = nodeHash(c, sr);
      while (fn % 2 === 0 && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else sr = nodeHash(sr, c);
    fn = half(fn);
    sn = half(sn);
  }
  return sn === 0 && fr.equals(first.root) && sr.equals(second.root);
}
