import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { beforeAll, describe, expect, it } from 'vitest';
import { dataConverter, FAILURE_CONVERTER } from '../../activities/codec.ts';
import { installRuntime } from '../../activities/worker.ts';
import { EDITS, type Edit } from './edits.ts';
import { type Recording, recordingKeys, recordings } from './recorded.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const WORKFLOWS = join(ROOT, 'workflows');
/** Stands in the bundle where the number of the edit in force comes. */
const IN_FORCE = 'which edit is in force';
const AS_THEY_ARE = 0;

installRuntime(() => undefined);
const all = recordings();
const nameOf = ({ type, branch }: Recording) => `${type} ${branch}`;

const fileOf = (file: string) => readFileSync(join(WORKFLOWS, file), 'utf8');
const edited = ({ file, from, to }: Edit) => fileOf(file).replace(from, () => to);

/** The drivers as they are and with each of the edits, in one bundle, so that webpack runs once. The edited files lie in a folder of their own. */
async function bundled(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'mingcha-edits-'));
  try {
    const names = readdirSync(WORKFLOWS).filter((name) => name.endsWith('.ts'));
    const ways = [undefined, ...EDITS].map((edit, number) => {
      mkdirSync(join(folder, `${number}`));
      for (const name of names)
        writeFileSync(join(folder, `${number}`, name), edit?.file === name ? edited(edit) : fileOf(name));
      return `${number}: () => require('./${number}/index.ts')`;
    });
    writeFileSync(
      join(folder, 'index.ts'),
      `module.exports = ({ ${ways.join(', ')} })[${JSON.stringify(IN_FORCE)}]();`,
    );
    const { code } = await bundleWorkflowCode({
      workflowsPath: join(folder, 'index.ts'),
      failureConverterPath: FAILURE_CONVERTER,
      logger: new DefaultLogger('WARN'),
      webpackConfigHook: (config) => ({
        ...config,
        devtool: 'inline-nosources-cheap-source-map',
        resolve: { ...config.resolve, modules: [...(config.resolve?.modules ?? []), join(ROOT, 'node_modules')] },
      }),
    });
    return code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Which of the recordings cannot go on, each with what Temporal says. */
async function stopped(bundle: string, number: number, histories: readonly Recording[]): Promise<Map<string, string>> {
  const results = Worker.runReplayHistories(
    { workflowBundle: { code: bundle.replace(IN_FORCE, `${number}`) }, dataConverter: dataConverter(recordingKeys()) },
    histories,
  );
  const found = new Map<string, string>();
  let at = 0;
  for await (const { error } of results) {
    const recording = histories[at++];
    if (recording && error instanceof DeterminismViolationError) found.set(nameOf(recording), error.message);
  }
  return found;
}

let bundle: string;
beforeAll(async () => {
  bundle = await bundled();
});

describe('an edit of the drivers', () => {
  it('is of a text that stands there once', () => {
    const wrong = EDITS.filter(({ file, from }) => fileOf(file).split(from).length !== 2);
    expect(wrong.map(({ file, from }) => `${file}: ${from}`)).toEqual([]);
  });

  it.each(EDITS.map(({ file, does, by }, at) => [`${file}: ${does} – found by ${by}`, at + 1, by] as const))(
    '%s',
    async (_, number, by) => {
      const named = all.filter((recording) => nameOf(recording) === by);
      if ((await stopped(bundle, number, named)).has(by)) return;
      const others = await stopped(bundle, number, all);
      expect.fail(`${by} does not find it, but: ${[...others.keys()].join(', ') || 'none of them'}`);
    },
  );

  it('is needed for that: under the drivers as they are, so bundled, the same recordings go on', async () => {
    const needed = new Set(EDITS.map(({ by }) => by));
    const named = all.filter((recording) => needed.has(nameOf(recording)));
    expect(named).toHaveLength(needed.size);
    expect(await stopped(bundle, AS_THEY_ARE, named)).toEqual(new Map());
  });
});
