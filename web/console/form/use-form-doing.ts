import type { FormInstance } from 'antd';
import type { Failure } from '../api/client.ts';
import { useDoing } from '../api/use-doing.ts';
import { useWords } from '../words/words.tsx';

const saidOf = ({ problem }: Failure, fields: readonly string[]) =>
  (problem?.errors ?? []).filter((e) => fields.includes(e.field));

/** What a form does: what the server refused of its fields is said at them, and is no failure besides. */
export function useFormDoing(form: FormInstance, fields: readonly string[]) {
  const { language } = useWords();
  const { failure, ...doing } = useDoing((why) => {
    for (const { field, message, messageZh } of saidOf(why, fields))
      form.setFields([{ name: field, errors: [language === 'zh' ? messageZh : message] }]);
  });
  return { ...doing, failure: failure && saidOf(failure, fields).length > 0 ? null : failure };
}
