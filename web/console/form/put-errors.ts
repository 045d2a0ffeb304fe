import type { FormInstance } from 'antd';
import type { Failure } from '../api/client.ts';

/** Says at its field what the server refused. @returns false where nothing of it is about one of these fields */
export function putErrors(
  form: FormInstance,
  { problem }: Failure,
  fields: readonly string[],
  language: 'zh' | 'en',
): boolean {
  const said = (problem?.errors ?? []).filter((e) => fields.includes(e.field));
  for (const { field, message, messageZh } of said)
    form.setFields([{ name: field, errors: [language === 'zh' ? messageZh : message] }]);
  return said.length > 0;
}
