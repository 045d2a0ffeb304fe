import { z } from 'zod';
import type { Ctx } from '../../case/types.ts';
import { TERMS } from '../../law/glossary.ts';
import { type FactsOf, proceeding } from '../define.ts';
import { PAPER_ONLY } from '../paper/stands-on-paper.ts';
import { NAMES } from '../parts/names.ts';
import { RECUSALS } from '../parts/recusal.ts';
import { t } from '../parts/rows.ts';
import { SERIOUSNESS_FIELD } from '../parts/seriousness.ts';

export const FACTS = z.object({
  ...RECUSALS,
  /** Penalty decision (where absent), other enforcement result, other information of the proactive kind, or a listing. */
  what: z.enum(['penalty', 'enforcement-result', 'information', 'listing']),
  penalty: z.string().nullable(),
  natural: z.boolean(),
  mustPublish: z.boolean(),
  /** The day of the judicial or administrative document, from which CR26 counts. */
  decisionOn: z.string(),
  decisionNumber: z.string(),
  /** Number of the event in which the text lies sealed. */
  textEvent: z.int().nullable(),
  reasonEvent: z.int().nullable(),
  /** Entered as dishonesty data of a unit, beside our own pages (CR26 arts. 8–12). */
  dishonesty: z.boolean(),
  seriousness: z.enum(SERIOUSNESS_FIELD.options),
  how: z.string(),
  decidedOn: z.string(),
});
export type Kept = FactsOf<typeof FACTS>;

/** A moment of this proceeding. */
export type Here<Form = unknown> = Ctx<Form, Kept>;

/** Statutes 3.7, disclosure 公开. */
export const { row, some, flagged, table } = proceeding({
  kind: 'disclosure',
  title: TERMS.disclosure,
  section: '3.7',
  owner: 'disclosure',
  readers: ['unit-head', 'dept-head', 'disclosure', 'second-person'],
  tipsterTold: false,
  states: {
    Draft: t('草稿', 'Draft'),
    PrivacyReview: t('隐私审查', 'Privacy review'),
    Published: t('已公开', 'Published'),
    WithdrawalDue: t('待撤回', 'To be withdrawn'),
    Corrected: t('更正中', 'Being corrected'),
    Withdrawn: NAMES.withdrawn,
    Expired: NAMES['publicity-over'],
    NotPublished: t('不公开', 'Not published'),
    Closed: t('终结', 'Closed'),
  },
  ends: ['Withdrawn', 'Expired', 'NotPublished', 'Closed'],
  flags: {
    served: t('决定已送达', 'Decision served'),
    passed: t('审查通过', 'Redaction passed'),
    'limit-over': t('公示期已满', 'Publicity limit over'),
    correcting: t('待更正', 'Correction owed'),
    [PAPER_ONLY]: NAMES['paper-only'],
    'recusal-pending': NAMES['recusal-pending'],
    urgent: NAMES.urgent,
  },
  outlive: [],
  facts: FACTS,
});

export const what = (ctx: Here) => ctx.p.facts.what ?? 'penalty';
export const natural = (ctx: Here) => ctx.p.facts.natural ?? false;
export const dishonesty = (ctx: Here) => ctx.p.facts.dishonesty ?? false;
