import type { Bilingual } from '../law/types.ts';

/** Letters by template id: short, plain, free of anything that somebody told us. */
export const LETTERS = {
  accepted: {
    title: { zh: '受理告知', en: 'Your tip was accepted' },
    body: {
      zh: '您的举报已受理，自接收之日起计算办理期限。',
      en: 'Your tip was accepted. The period for dealing with it runs from the day it was received.',
    },
  },
  refused: {
    title: { zh: '不予受理告知', en: 'Your tip was not accepted' },
    body: {
      zh: '您的举报不予受理。如有新的有效线索，可以再次举报。',
      en: 'Your tip was not accepted. You may tell us again if you have a new valid clue.',
    },
  },
  transferred: {
    title: { zh: '移送告知', en: 'Your tip was passed on' },
    body: {
      zh: '您反映的事项属于其他机关职责，已依法移送。',
      en: 'What you reported belongs to another body; it was passed on as the law requires.',
    },
  },
  route: {
    title: { zh: '反映渠道告知', en: 'The right way for your matter' },
    body: {
      zh: '您反映的事项应通过其他渠道办理，我们已转交并告知您。',
      en: 'Your matter belongs to another channel; we have handed it over.',
    },
  },
  concluded: {
    title: { zh: '办结告知', en: 'Your tip was concluded' },
    body: {
      zh: '您举报的事项已办结。您可以申请告知处理结果。',
      en: 'The matter you reported was concluded. You may ask for the result.',
    },
  },
  feedback: {
    title: { zh: '处理结果告知', en: 'The result of your tip' },
    body: {
      zh: '承办部门已答复您举报事项的处理结果。',
      en: 'The department has answered you on the result of your tip.',
    },
  },
  recusal: {
    title: { zh: '回避申请答复', en: 'Answer on the recusal you asked for' },
    body: { zh: '对您提出的回避申请已作出决定。', en: 'The recusal you asked for was decided.' },
  },
  message: {
    title: { zh: '新消息', en: 'A new message' },
    body: { zh: '承办部门给您留了一条消息。', en: 'The department left you a message.' },
  },
} as const satisfies Record<string, { title: Bilingual; body: Bilingual }>;

export type LetterId = keyof typeof LETTERS;
