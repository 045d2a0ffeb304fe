import { describe, expect, it } from 'vitest';
import { REASONS } from '../../activities/contract.ts';
import { taskFor } from '../../activities/giving-up.ts';
import { NOTICES } from '../../domain/notices.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import {
  EFFECT_KINDS,
  type EffectKind,
  PROCEEDING_KINDS,
  type ProceedingKind,
} from '../../domain/proceedings/types.ts';
import { disclosureRoad } from '../../workflows/disclosure.ts';
import { intakeRoad } from '../../workflows/intake.ts';
import { investigationRoad } from '../../workflows/investigation.ts';
import { listingRoad } from '../../workflows/listing.ts';
import { paperRoad } from '../../workflows/paper.ts';
import { penaltyRoad } from '../../workflows/penalty.ts';
import { policeReferralRoad } from '../../workflows/police-referral.ts';
import { OTHERWISE, type Road } from '../../workflows/ways.ts';

const ROADS: Record<ProceedingKind, Road> = {
  intake: intakeRoad,
  investigation: investigationRoad,
  penalty: penaltyRoad,
  'police-referral': policeReferralRoad,
  listing: listingRoad,
  disclosure: disclosureRoad,
  paper: paperRoad,
};

/** Every effect that the tables can cause in a proceeding. */
function effectsOf(kind: ProceedingKind): Set<EffectKind> {
  const found = new Set<EffectKind>(TABLES[kind].rows.flatMap((row) => (row.effects ?? []).map((e) => e.kind)));
  for (const n of NOTICES) {
    if (n.on.kind !== kind) continue;
    if (n.how.includes('page')) found.add('letter');
    if (n.how.includes('mail')) found.add('notice');
  }
  return found;
}

describe('the road of a proceeding', () => {
  it.each(PROCEEDING_KINDS)('%s: names every effect that its table can cause', (kind) => {
    expect(Object.keys(ROADS[kind])).toEqual(expect.arrayContaining([...effectsOf(kind)]));
  });

  it('has for each effect an end of trying and a sentence in both languages for the person who then sees to it', () => {
    for (const kind of PROCEEDING_KINDS) {
      for (const way of [...Object.values(ROADS[kind]), OTHERWISE]) {
        expect(way.tries).toBeGreaterThan(1);
        expect(way.tries).toBeLessThan(1000);
        expect(REASONS).toContain(way.givesUp);
        for (const effect of EFFECT_KINDS) {
          const task = taskFor({ kind: effect, proceedingKind: kind }, way.givesUp);
          expect(task.text.zh).not.toBe('');
          expect(task.text.en).not.toBe('');
          expect(task.basis).toMatch(/^house: /);
        }
      }
    }
  });
});
