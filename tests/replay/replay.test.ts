import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPayloadConverter } from '@temporalio/common';
import { type JSONPayload, JSONToPayload } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { describe, expect, it } from 'vitest';
import { workflowBundle } from '../../activities/bundle.ts';
import { createCodec, dataConverter } from '../../activities/codec.ts';
import { installRuntime } from '../../activities/worker.ts';
import { type KeyService, keysOf, newKeys } from '../../ledger/index.ts';
import type { Todo } from '../../ledger/types.ts';
import type { LedgerCalls } from '../../workflows/contract.ts';
import * as registered from '../../workflows/index.ts';
import { type Recording, recordingKeys, recordings } from './recorded.ts';

installRuntime(() => undefined);
const all = recordings();

const replay = async (recording: Recording, keys: KeyService = recordingKeys(), workflowId = recording.workflowId) =>
  Worker.runReplayHistory(
    {
      workflowBundle: await workflowBundle(join(tmpdir(), 'mingcha-test-workflows')),
      dataConverter: dataConverter(keys),
    },
    recording.history,
    workflowId,
  );
const find = (type: string, branch: string) => {
  const found = all.find((r) => r.type === type && r.branch === branch);
  if (!found) throw new Error(`${type} ${branch} was not recorded`);
  return found;
};
/** The most commands of one sort that one task gave. */
const atOnce = (recording: Recording, sort: string) => {
  const tasks = recording.history.events.flatMap((e) => {
    const given = e[sort] as { workflowTaskCompletedEventId: string } | undefined;
    return given ? [given.workflowTaskCompletedEventId] : [];
  });
  return Math.max(0, ...tasks.map((task) => tasks.filter((other) => other === task).length));
};
const codec = createCodec(recordingKeys().key('temporal'));
/** What was asked or done, in the order in which the answers came, each with its answer. */
const answered = ({ history, workflowId }: Recording): Promise<{ to: string; answer: unknown }[]> => {
  const asked = new Map<string, string>();
  return Promise.all(
    history.events.flatMap((e) => {
      const begun = e.activityTaskScheduledEventAttributes as { activityType: { name: string } } | undefined;
      if (begun) asked.set(String(e.eventId), begun.activityType.name);
      const done = e.activityTaskCompletedEventAttributes as
        | { scheduledEventId: string; result: { payloads: JSONPayload[] } }
        | undefined;
      if (!done) return [];
      const sealed = done.result.payloads.map((p) => JSONToPayload(p));
      const opened = codec.decode(sealed, { type: 'workflow', namespace: 'default', workflowId });
      return opened.then((payloads) => ({
        to: asked.get(done.scheduledEventId) ?? '',
        answer: payloads.map((p) => defaultPayloadConverter.fromPayload(p))[0],
      }));
    }),
  );
};
const happened = (recording: Recording) => new Set(recording.history.events.map((e) => String(e.eventType)));

describe('a driver that was begun under earlier code', () => {
  it.each(all.map((r) => [`${r.type} ${r.branch}`, r] as const))(
    '%s: goes on under this code',
    async (_, recording) => {
      await expect(replay(recording)).resolves.toBeUndefined();
    },
  );
});

describe('the recordings', () => {
  it('show every driver, under its name and, where there was one, under that of before', () => {
    expect(new Set(all.map((r) => r.type))).toEqual(new Set(Object.keys(registered)));
  });

  it('show every branch under the present names: the end, a nudge, a timer with what it waits for, giving up, a new run', () => {
    const types = (type: string, branch: string) => happened(find(type, branch));
    expect(types('intake', 'whole-life')).toContain('EVENT_TYPE_EXTERNAL_WORKFLOW_EXECUTION_SIGNALED');
    expect(types('intake', 'whole-life')).toContain('EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED');
    expect(types('penalty', 'whole-life')).toContain('EVENT_TYPE_TIMER_FIRED');
    expect(types('penalty', 'whole-life')).toContain('EVENT_TYPE_TIMER_CANCELED');
    expect(types('tip', 'whole-life')).toContain('EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_COMPLETED');
    expect(types('tip', 'whole-life')).not.toContain('EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_FAILED');
    expect(types('tip', 'continues-as-new')).toContain('EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW');
    expect(types('tip', 'begun-before')).toContain('EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_FAILED');
    expect(atOnce(find('tip', 'begun-late'), 'startChildWorkflowExecutionInitiatedEventAttributes')).toBeGreaterThan(1);
    expect(atOnce(find('police-referral', 'begun-late'), 'activityTaskScheduledEventAttributes')).toBeGreaterThan(1);
    expect(types('intake', 'given-up')).toContain('EVENT_TYPE_ACTIVITY_TASK_FAILED');
    expect(types('police-referral', 'given-up')).toContain('EVENT_TYPE_ACTIVITY_TASK_FAILED');
    expect(types('intake', 'continues-as-new')).toContain('EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW');
    expect(types('counting', 'tries-again')).toContain('EVENT_TYPE_TIMER_FIRED');
    expect(types('digesting', 'written')).toContain('EVENT_TYPE_TIMER_FIRED');
    expect(types('paper', 'checked')).toContain('EVENT_TYPE_TIMER_FIRED');
    expect(types('paper', 'checked')).toContain('EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED');
    const done = find('listing', 'one-after-the-other').history.events.flatMap((e) => {
      const begun = e.activityTaskScheduledEventAttributes as { activityType: { name: string } } | undefined;
      return begun?.activityType.name.startsWith('credit') ? [begun.activityType.name] : [];
    });
    expect(done).toEqual(['creditList', 'creditRemove']);
    const timers = find('penalty', 'whole-life').history.events.filter(
      (e) => e.eventType === 'EVENT_TYPE_TIMER_STARTED',
    );
    expect(timers.length).toBeGreaterThan(0);
    expect(timers.every((e) => 'userMetadata' in e)).toBe(true);
  });

  it('show every branch of before: the end, a nudge, a timer, a child that is there already, giving up, a new run', () => {
    const types = (type: string, branch: string) => happened(find(type, branch));
    expect(types('intakeDriver', 'whole-life')).toContain('EVENT_TYPE_EXTERNAL_WORKFLOW_EXECUTION_SIGNALED');
    expect(types('intakeDriver', 'whole-life')).toContain('EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED');
    expect(types('penaltyDriver', 'whole-life')).toContain('EVENT_TYPE_TIMER_FIRED');
    expect(types('penaltyDriver', 'whole-life')).toContain('EVENT_TYPE_TIMER_CANCELED');
    expect(types('caseDriver', 'whole-life')).toContain('EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_FAILED');
    expect(types('intakeDriver', 'given-up')).toContain('EVENT_TYPE_ACTIVITY_TASK_FAILED');
    expect(types('policeReferralDriver', 'given-up')).toContain('EVENT_TYPE_ACTIVITY_TASK_FAILED');
    expect(types('intakeDriver', 'continues-as-new')).toContain('EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW');
    expect(types('caseDriver', 'continues-as-new')).toContain('EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW');
    expect(types('caseDriver', 'renamed')).toContain('EVENT_TYPE_MARKER_RECORDED');
    expect(types('paperDriver', 'renamed')).toContain('EVENT_TYPE_MARKER_RECORDED');
  });

  it('show a nudge that arrives while a driver that ends lets the driver of the case know', () => {
    const ending = find('intake', 'nudged-at-its-end');
    const known = ending.history.events.filter((e) => 'signalExternalWorkflowExecutionInitiatedEventAttributes' in e);
    expect(known.length).toBe(2);
    expect(happened(ending)).toContain('EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED');
  });

  it('show a proceeding that has ended, whose letters are on their way when its driver is told that all is done', async () => {
    const answers = await answered(find('intake', 'owes-a-letter'));
    const over = answers.findIndex(({ answer }) => (answer as Todo | null)?.ended === true);
    expect(answers.map(({ to }) => to)).toEqual(['advance', 'letter', 'todo', 'notice', 'todo']);
    expect(answers[0]?.answer).toMatchObject({ ended: false, next: null, state: 'NotAccepted' });
    expect(answers[over]?.to).toBe('todo');
    expect(over).toBeLessThan(answers.findIndex(({ to }) => to === 'notice'));
  });

  it('show a driver that was ended from outside, begun again at the next nudge and not before', () => {
    const { events } = find('tip', 'ended-from-outside').history;
    const order = events.flatMap((e) => /TERMINATED|SIGNALED|INITIATED/.exec(String(e.eventType))?.[0] ?? []);
    expect(order).toEqual(['INITIATED', 'TERMINATED', 'SIGNALED', 'INITIATED']);
  });

  it('show a nudge that arrives while a driver that could end asks: it asks once more', async () => {
    for (const [type, asked] of [
      ['tip', ['openProceedings', 'openProceedings']],
      ['intake', ['advance', 'todo']],
    ] as const) {
      const nudged = find(type, 'nudged-as-it-asked');
      expect((await answered(nudged)).map(({ to }) => to)).toEqual(asked);
      expect(happened(nudged)).toContain('EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED');
    }
  });

  it('show an effect of the next release, which becomes a task for a person', async () => {
    const answers = await answered(find('intake', 'of-the-next-release'));
    const kinds = answers.flatMap(({ answer }) => (answer as Todo | null)?.effects?.map(({ kind }) => `${kind}`) ?? []);
    expect(kinds).toContain('fax');
    expect(answers.map(({ to }) => to)).toContain('giveUp');
  });

  it('show a moment of digests in two runs, and in one as it was before', () => {
    const types = (branch: string) => happened(find('digesting', branch));
    expect(types('long-within')).toContain('EVENT_TYPE_ACTIVITY_TASK_CANCELED');
    expect(types('long-within')).toContain('EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW');
    expect(types('long-before')).not.toContain('EVENT_TYPE_MARKER_RECORDED');
    expect(atOnce(find('digesting', 'five-hundred-under-way'), 'activityTaskScheduledEventAttributes')).toBe(201);
  });

  it('show a proceeding whose driver is to begin later', async () => {
    const answers = await answered(find('tip', 'begins-later'));
    const later = answers.map(({ answer }) =>
      (answer as Awaited<ReturnType<LedgerCalls['openProceedings']>>).map((p) => [p.kind, p.later === true]),
    );
    expect(later[0]).toEqual([['intake', false]]);
    expect(later.at(-2)).toContainEqual(['investigation', true]);
    expect(later.at(-1)).toContainEqual(['investigation', false]);
  });

  it('show an effect of before, of a kind that there is no more', async () => {
    expect((await answered(find('intake', 'told-merged'))).map(({ to }) => to)).toContain('tellMerged');
  });

  it('would show a change of the code: one driver does not pass for another', async () => {
    const recording = structuredClone(find('penaltyDriver', 'whole-life'));
    const begun = recording.history.events[0]!.workflowExecutionStartedEventAttributes as {
      workflowType: { name: string };
    };
    begun.workflowType.name = 'caseDriver';
    await expect(replay(recording)).rejects.toThrow();
  });

  it('open under their own key and in their own workflow only', async () => {
    const recording = find('intakeDriver', 'whole-life');
    await expect(replay(recording, keysOf(newKeys()))).rejects.toThrow();
    await expect(replay(recording, recordingKeys(), 'somewhere-else')).rejects.toThrow();
  });
});
