import type { AccountChange } from '../../../domain/authority/types.ts';
import type { Bilingual } from '../api/types.ts';

/** What two people do about the account of a third. */
export const ACCOUNT_CHANGE_NAMES: Record<AccountChange, Bilingual> = {
  password: { zh: '重置密码', en: 'Reset the password' },
  factor: { zh: '重置第二验证因素', en: 'Reset the second factor' },
  both: { zh: '重置密码和第二验证因素', en: 'Reset password and second factor' },
  lock: { zh: '锁定账号', en: 'Lock the account' },
  unlock: { zh: '解锁账号', en: 'Open the account again' },
};
