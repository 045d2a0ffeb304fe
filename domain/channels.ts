/** By which ways staff enter what came to them: never as if it had come by the page, whose receipt nobody of the house has seen. */
export const ENTERED_CHANNELS = ['letter', 'telephone', 'visit', 'other-body'] as const;
export type EnteredChannel = (typeof ENTERED_CHANNELS)[number];

/** By which way a tip comes in; names in domain/law/grounds.ts. */
export const CHANNELS = ['web', ...ENTERED_CHANNELS] as const;
export type Channel = (typeof CHANNELS)[number];
