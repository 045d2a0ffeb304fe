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
    code: 'other.related.length > 0 &&',
    why: 'the length is asked first because hardly anybody has declared anybody: it saves time and changes no answer',
  },
  {
    file: 'domain/proceedings/paper.ts',
    code: 'confirmedBy: ctx.person?.id ?? null',
    why: 'only staff confirm, in person, so that a person is always there',
  },
];
