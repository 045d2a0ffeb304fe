/** A change of the domain that no test needs to notice, known again by the line in which it is made. */
export interface Reason {
  file: string;
  /** A piece of that line, as it stands. */
  code: string;
  why: string;
}

export const REASONS: readonly Reason[] = [
  {
    file: 'domain/people/may.ts',
    code: 'known.set(key, found);',
    why: 'who holds a post on a day is kept so that it is not found again: it saves time and changes no answer',
  },
  {
    file: 'domain/people/may.ts',
    code: 'relatives.set(directory, known);',
    why: 'who is related is kept so that it is not found again: it saves time and changes no answer',
  },
  {
    file: 'domain/proceedings/paper/index.ts',
    code: 'confirmedBy: ctx.person?.id ?? null',
    why: 'only staff confirm, in person, so that a person is always there',
  },
  {
    file: 'domain/case/rungs.ts',
    code: 'byCount.set(',
    why: 'what was counted is kept so that it is not counted again: it saves time and changes no date',
  },
  {
    file: 'domain/kernel/form-of.ts',
    code: 'if (nothing === undefined) {',
    why: 'whether a form asks for nothing is kept beside it: it saves time and changes no answer',
  },
  {
    file: 'domain/kernel/decide.ts',
    code: "if (run.strength === 'live' && bar !== null && leaves(",
    why: 'a second lock: whatever the tables of today send is known before the form is filled, and is refused there',
  },
  {
    file: 'domain/kernel/binding.ts',
    code: 'if (first && at && others.length > 0)',
    why: 'where there is no first clock there is no end of it either: the first is asked for by the compiler alone',
  },
  {
    file: 'domain/kernel/entered.ts',
    code: 'e.cause != null && found.has(e.cause)',
    why: 'no event is found under no number: that there is one is asked for by the compiler alone',
  },
  {
    file: 'domain/kernel/moved.ts',
    code: 'when < facts.now ? when : facts.now',
    why: 'of two moments that are the same it makes no difference which is taken',
  },
  {
    file: 'domain/time/count.ts',
    code: 'if (!pauses || pauses.length === 0) return NO_FREEZE;',
    why: 'hardly any count has a pause: it saves time and changes no date',
  },
  {
    file: 'domain/time/count.ts',
    code: 'granted.length > 0 ? extend(',
    why: 'hardly any count is extended: it saves time and changes no date',
  },
];
