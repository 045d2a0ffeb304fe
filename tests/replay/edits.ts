/** One change of a driver's code with which what runs could not go on: the workflow would give other commands than those in its history. */
export interface Edit {
  /** What the driver would do instead. */
  does: string;
  /** In `workflows/`. */
  file: string;
  /** Stands there once. */
  from: string;
  to: string;
  /** The recording that finds it: type and branch. */
  by: string;
}

/**
 * Mistakes that a change of the drivers could make, each found by a recording. Not among them is what Temporal does not compare with a
 * history – lengths of timers, queues and retries of activities, summaries, what is handed over –, nor a command that would be given earlier
 * with no other one between, such as more mails under way: those histories go on.
 */
export const EDITS: readonly Edit[] = [
  // The driver of a proceeding: what it asks.
  {
    does: 'begins by asking what there is to do, not what has fallen due',
    file: 'drive.ts',
    from: 'let todo = await ledger.advance(ref);',
    to: 'let todo = await ledger.todo(ref);',
    by: 'intake lost-and-found',
  },
  {
    does: 'applies what has fallen due at each nudge',
    file: 'drive.ts',
    from: 'todo = called ? await ledger.todo(ref) : await ledger.advance(ref);',
    to: 'todo = await ledger.advance(ref);',
    by: 'intake nudged-as-it-asked',
  },
  {
    does: 'applies nothing when its instant has come',
    file: 'drive.ts',
    from: 'todo = called ? await ledger.todo(ref) : await ledger.advance(ref);',
    to: 'todo = await ledger.todo(ref);',
    by: 'police-referral given-up',
  },
  {
    does: 'asks after each effect',
    file: 'drive.ts',
    from: 'if (called && !woken && !over) continue;',
    to: '',
    by: 'intake told-merged',
  },
  {
    does: 'asks when no effect is left, though an instant is still to come',
    file: 'drive.ts',
    from: 'const over = inHand.size === 0 && todo.next === null;',
    to: 'const over = inHand.size === 0;',
    by: 'intake told-merged',
  },
  {
    does: 'does not ask when the last effect of a proceeding without instants is done',
    file: 'drive.ts',
    from: 'const over = inHand.size === 0 && todo.next === null;',
    to: 'const over = false;',
    by: 'intake owes-a-letter',
  },
  {
    does: 'does not wake when an effect is done',
    file: 'drive.ts',
    from: 'settled = true;',
    to: '',
    by: 'intake told-merged',
  },
  {
    does: 'takes every nudge for a new one',
    file: 'drive.ts',
    from: 'woken = false;\n    todo =',
    to: 'todo =',
    by: 'intake nudged-as-it-asked',
  },
  {
    does: 'hears no nudge',
    file: 'drive.ts',
    from: 'setHandler(nudge, () => {\n    woken = true;\n  });',
    to: 'setHandler(nudge, () => undefined);',
    by: 'intake nudged-as-it-asked',
  },
  {
    does: 'waits for a nudge without a timer',
    file: 'drive.ts',
    from: 'condition(() => woken || settled, Math.max(until, early * early * 1000, 1), {\n      summary: waiting(todo),\n    })',
    to: 'condition(() => woken || settled).then(() => true)',
    by: 'intake lost-and-found',
  },

  // Its effects.
  {
    does: 'does nothing of what the ledger names later',
    file: 'drive.ts',
    from: 'await ledger.advance(ref);\n    take(todo.effects);',
    to: 'await ledger.advance(ref);',
    by: 'intake told-merged',
  },
  {
    does: 'does an effect again that is in hand',
    file: 'drive.ts',
    from: 'if (inHand.has(effect.key)) continue;',
    to: '',
    by: 'listing one-after-the-other',
  },
  {
    does: 'keeps an effect in hand when it is done',
    file: 'drive.ts',
    from: 'inHand.delete(effect.key);',
    to: '',
    by: 'intake owes-a-letter',
  },
  {
    does: 'does one effect at a time, whoever it is for',
    file: 'drive.ts',
    from: 'lanes.get(effect.to) ?? Promise.resolve()',
    to: '[...lanes.values()].at(-1) ?? Promise.resolve()',
    by: 'police-referral begun-late',
  },
  {
    does: 'does two effects for one addressee at a time',
    file: 'drive.ts',
    from: 'lanes.get(effect.to) ?? Promise.resolve()',
    to: 'Promise.resolve()',
    by: 'police-referral begun-late',
  },
  {
    does: 'forgets who waits behind an effect that is done',
    file: 'drive.ts',
    from: 'if (lanes.get(effect.to) === lane) lanes.delete(effect.to);',
    to: 'lanes.delete(effect.to);',
    by: 'intake waits-its-turn',
  },
  {
    does: 'leaves an effect that could not be done',
    file: 'drive.ts',
    from: 'if (!isCancellation(error)) await ledger.giveUp(effect.key, way.givesUp);',
    to: 'if (isCancellation(error)) throw error;',
    by: 'police-referral given-up',
  },
  {
    does: 'leaves an effect of a kind that it does not know',
    file: 'drive.ts',
    from: "return ledger.giveUp(effect.key, 'not-done');",
    to: 'return;',
    by: 'intake of-the-next-release',
  },
  {
    does: 'does an effect by another activity',
    file: 'ways.ts',
    from: "letter: { does: 'letter',",
    to: "letter: { does: 'notice',",
    by: 'intake owes-a-letter',
  },
  {
    does: 'does not know an effect of before',
    file: 'ways.ts',
    from: "'tell-merged': { does: 'tellMerged', ...INSIDE, givesUp: 'not-placed' },",
    to: '',
    by: 'intake told-merged',
  },

  // Its end.
  {
    does: 'ends with an effect in hand',
    file: 'drive.ts',
    from: 'if (inHand.size === 0 && todo.ended && !woken) {',
    to: 'if (todo.ended && !woken) {',
    by: 'intake owes-a-letter',
  },
  {
    does: 'ends over a nudge that came while it asked',
    file: 'drive.ts',
    from: 'if (inHand.size === 0 && todo.ended && !woken) {',
    to: 'if (inHand.size === 0 && todo.ended) {',
    by: 'intake nudged-as-it-asked',
  },
  {
    does: 'ends over a nudge that came while it let the driver of the case know',
    file: 'drive.ts',
    from: 'if (!woken) return;',
    to: 'return;',
    by: 'intake nudged-at-its-end',
  },
  {
    does: 'lets nobody know of its end',
    file: 'drive.ts',
    from: 'await getExternalWorkflowHandle(ref.caseDriver ?? ref.case)\n        .signal(nudge)\n        .catch(() => undefined);',
    to: '',
    by: 'intake nudged-as-it-asked',
  },
  {
    does: 'goes on in a new run with an effect in hand',
    file: 'drive.ts',
    from: 'if (inHand.size === 0 && runIsOver()) {',
    to: 'if (runIsOver()) {',
    by: 'intake mail-in-hand',
  },

  // The driver of a case.
  {
    does: 'begins a driver that is there',
    file: 'tip.ts',
    from: '!later && !there.has(driver)',
    to: '!later',
    by: 'tip lost-and-found',
  },
  {
    does: 'begins a driver that is to begin later',
    file: 'tip.ts',
    from: '!later && !there.has(driver)',
    to: '!there.has(driver)',
    by: 'tip begins-later',
  },
  {
    does: 'takes a driver for there that it did not begin',
    file: 'tip.ts',
    from: 'throw error;\n    }',
    to: 'throw error;\n      there.add(driver);\n    }',
    by: 'tip begun-before',
  },
  {
    does: 'begins one driver after the other',
    file: 'tip.ts',
    from: '.map(({ id, kind, driver }) =>',
    to: '.slice(0, 1)\n        .map(({ id, kind, driver }) =>',
    by: 'tip begun-late',
  },
  {
    does: 'gives a driver another id',
    file: 'tip.ts',
    from: 'workflowId: driver,',
    to: 'workflowId: own.proceeding,',
    by: 'tip lost-and-found',
  },
  {
    does: 'begins a driver that failed again at once',
    file: 'tip.ts',
    from: '() => there.delete(driver),',
    to: '() => {\n          there.delete(driver);\n          woken = true;\n        },',
    by: 'tip ended-from-outside',
  },
  {
    does: 'does not ask when a driver has ended',
    file: 'tip.ts',
    from: 'there.delete(driver);\n          woken = true;',
    to: 'there.delete(driver);',
    by: 'tip back-again',
  },
  {
    does: 'never begins a driver again that failed',
    file: 'tip.ts',
    from: '() => there.delete(driver),',
    to: '() => undefined,',
    by: 'tip ended-from-outside',
  },
  {
    does: 'ends over a nudge that came while it asked',
    file: 'tip.ts',
    from: 'if (open.length === 0 && !woken) return;',
    to: 'if (open.length === 0) return;',
    by: 'tip nudged-as-it-asked',
  },
  {
    does: 'waits for a nudge without a timer',
    file: 'tip.ts',
    from: "await condition(() => woken, ASK_AGAIN, { summary: 'asks again' });",
    to: 'await condition(() => woken);',
    by: 'tip lost-and-found',
  },
  {
    does: 'never goes on in a new run',
    file: 'tip.ts',
    from: 'if (runIsOver()) {',
    to: 'if (open.length < 0) {',
    by: 'tip continues-as-new',
  },

  // New runs and names of before.
  {
    does: 'ends no run for its length',
    file: 'former.ts',
    from: 'workflowInfo().continueAsNewSuggested || renamed()',
    to: 'renamed()',
    by: 'tip continues-as-new',
  },
  {
    does: 'ends no run for its name',
    file: 'former.ts',
    from: 'workflowInfo().continueAsNewSuggested || renamed()',
    to: 'workflowInfo().continueAsNewSuggested',
    by: 'paperDriver renamed',
  },
  {
    does: 'ends a run under a name of before in the middle of what it did under the code of before',
    file: 'former.ts',
    from: " && patched('named as the field names it')",
    to: '',
    by: 'intakeDriver lost-and-found',
  },
  {
    does: 'calls the change of names by another name',
    file: 'former.ts',
    from: "patched('named as the field names it')",
    to: "patched('named otherwise')",
    by: 'paperDriver renamed',
  },
  {
    does: 'forgets the driver of a case of before',
    file: 'former-case.ts',
    from: 'if (open.length > 0 && renamed()) await goOn(ref);',
    to: '',
    by: 'caseDriver renamed',
  },
  {
    does: 'begins no proceeding of a case of before',
    file: 'former-case.ts',
    from: 'if (type === undefined) return;',
    to: 'if (type !== undefined) return;',
    by: 'caseDriver lost-and-found',
  },
  {
    does: 'gives the driver of before another id',
    file: 'former-case.ts',
    from: 'driver ?? `',
    to: 'driver ?? `driver-',
    by: 'caseDriver lost-and-found',
  },

  // What is done for the whole house.
  {
    does: 'counts no further when somebody else counts',
    file: 'house.ts',
    from: 'if (page.left === 0) return;',
    to: 'return;',
    by: 'counting tries-again',
  },
  {
    does: 'counts again without a pause',
    file: 'house.ts',
    from: "await sleep(pause * 1000, { summary: 'tries again' });",
    to: '',
    by: 'counting tries-again',
  },
  {
    does: 'pauses after each page of cases',
    file: 'house.ts',
    from: 'if (page.from === null) {\n      if',
    to: '{\n      if',
    by: 'counting tries-again',
  },
  {
    does: 'sleeps before it deletes what is over its time',
    file: 'house.ts',
    from: 'await house.forget();',
    to: "await sleep('1 minute');\n    await house.forget();",
    by: 'forgetting goes-on',
  },
  {
    does: 'writes digests before their time',
    file: 'house.ts',
    from: "if (wait > 0) await sleep(wait, { summary: 'until digests come' });",
    to: '',
    by: 'digesting written',
  },
  {
    does: 'sleeps where the time of digests has come',
    file: 'house.ts',
    from: "if (wait > 0) await sleep(wait, { summary: 'until digests come' });",
    to: 'await sleep(Math.max(wait, 1));',
    by: 'digesting long-before',
  },
  {
    does: 'writes to the first page of people only',
    file: 'house.ts',
    from: 'if (page.from === null) break;',
    to: 'break;',
    by: 'digesting long-before',
  },
  {
    does: 'waits for each mail before the next',
    file: 'house.ts',
    from: 'going.add(one);',
    to: 'await one;',
    by: 'digesting long-before',
  },
  {
    does: 'has fewer mails under way',
    file: 'house.ts',
    from: 'const UNDER_WAY = 500;',
    to: 'const UNDER_WAY = 499;',
    by: 'digesting five-hundred-under-way',
  },
  {
    does: 'keeps to one run, however long a moment is',
    file: 'house.ts',
    from: 'if (endsWithin()) {',
    to: 'if (going.size < 0) {',
    by: 'digesting long-within',
  },
  {
    does: 'ends a run that was begun under the code of before in the middle of its moment',
    file: 'house.ts',
    from: " && patched('a moment in several runs')",
    to: '',
    by: 'digesting long-before',
  },
  {
    does: 'lets nobody finish who is being written to when a run ends',
    file: 'house.ts',
    from: "await condition(() => going.size === 0, DIGEST.first, { summary: 'ends this run' });",
    to: '',
    by: 'digesting long-within',
  },
  {
    does: 'waits for who cannot be written to before a run ends',
    file: 'house.ts',
    from: 'mails.cancel();',
    to: '',
    by: 'digesting long-within',
  },
  {
    does: 'asks for the next moment in the middle of one',
    file: 'house.ts',
    from: 'goesOn === undefined ? await house.nextDigest(last) : { moment: goesOn, wait: 0 }',
    to: 'await house.nextDigest(last)',
    by: 'digesting goes-on-within',
  },
];
