/** The text that is published: what it may not contain, about whom, and that another has passed it. */
import { guard } from '../../refusal.ts';
import { doneOnPaper } from '../paper/read-off.ts';
import { affirmed, words, yesNo } from '../parts/forms.ts';
import { flagged, type Here, natural, what } from './head.ts';

export const TEXT = {
  // Kept out of the register where the party is a natural person, whatever is written here.
  partyName: words('当事人名称（自然人写“某某”）', 'Name of the party (a natural person: redacted)', 200),
  text: words('公开文本', 'Text to be published', 20_000),
  tipsterGone: affirmed(
    '不含举报人信息，也不能据以推知举报人',
    'Nothing of the tipster, nor anything that leads to them',
  ),
  thirdPartiesGone: affirmed(
    '已隐去第三方商业秘密和个人隐私',
    'Business secrets and privacy of third parties blacked out',
  ),
  secretsGone: affirmed('不含国家秘密、内部和过程性信息', 'No state secrets, internal or process information'),
  naturalRedacted: yesNo(
    '自然人的姓名、证件号码等已隐去',
    'Name and numbers of a natural person blacked out',
  ).optional(),
};

export const naturalRedacted = guard(
  'natural-not-redacted',
  'form',
  (ctx: Here<{ naturalRedacted?: boolean | undefined }>) => !natural(ctx) || ctx.form.naturalRedacted === true,
);

export const noNaturalListing = guard(
  'natural-listing-never',
  'state',
  (ctx: Here) => !(what(ctx) === 'listing' && natural(ctx)),
);

interface Dishonesty {
  dishonesty: boolean;
  seriousness?: string | undefined;
}

export const noNaturalDishonesty = guard(
  'natural-dishonesty-entry',
  'form',
  (ctx: Here<Dishonesty>) => !(ctx.form.dishonesty && natural(ctx)),
);

export const seriousnessGiven = guard(
  'seriousness-needed',
  'form',
  (ctx: Here<Dishonesty>) => !ctx.form.dishonesty || ctx.form.seriousness !== undefined,
);

export const decisionServed = guard(
  'decision-not-served',
  'state',
  (ctx: Here) => what(ctx) !== 'penalty' || flagged(ctx, 'served'),
);

export const passed = guard(
  'redaction-not-passed',
  'state',
  (ctx) => flagged(ctx, 'passed') && !doneOnPaper(ctx, 'pass'),
);
