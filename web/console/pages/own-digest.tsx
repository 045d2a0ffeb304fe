import { Alert, Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/client.ts';
import type { DigestView } from '../api/types.ts';
import { useDoing } from '../api/use-doing.ts';
import { useGet } from '../api/use-get.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { Section } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';

/** Whether, when and where I am written to that there is news. */
export function Digest() {
  const { t } = useWords();
  const choice = useGet<DigestView>('/api/news/digest');
  const [done, setDone] = useState(false);
  return (
    <Section id="digest" title={t('邮件提示', 'Mail digest')}>
      <p>
        {t(
          '按您选的时间，工作日发一封邮件，只写“新消息几条、本周到期几项”，不写案件内容；没有的不发。邮箱加密保存，只用于此。',
          'On working days, at the times that you choose, a mail that says how much news there is and how much is due this week, and nothing of any case; none where there is nothing. The address is kept sealed and serves for this alone.',
        )}
      </p>
      <Reading from={choice} what={t('邮件提示的设置', 'your choice')}>
        {(known) => (
          <Choice
            key={JSON.stringify(known)}
            known={known}
            begun={() => setDone(false)}
            saved={() => {
              setDone(true);
              choice.reload();
            }}
          />
        )}
      </Reading>
      {done ? <Alert type="success" showIcon role="status" title={t('已保存。', 'Saved.')} /> : null}
    </Section>
  );
}

function Choice({ known, begun, saved }: { known: DigestView; begun: () => void; saved: () => void }) {
  const { t } = useWords();
  const [times, setTimes] = useState<DigestView['times']>(known.times);
  const [address, setAddress] = useState(known.address ?? '');
  const { busy, failure, work } = useDoing();
  const save = () => {
    begun();
    const body = { times, address: address.trim() || null };
    void work('save', () => call('/api/news/digest', { method: 'POST', body }).then(saved));
  };
  return (
    <form
      className="narrow-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <fieldset className="digest-times">
        <legend>{t('发送时间（不选即不发）', 'Times (none: never)')}</legend>
        {known.offered.map((time) => (
          <Checkbox
            key={time}
            checked={times.includes(time)}
            onChange={({ target }) =>
              setTimes(target.checked ? [...times, time] : times.filter((other) => other !== time))
            }
          >
            {time}
          </Checkbox>
        ))}
      </fieldset>
      <label className="digest-address" htmlFor="digest-address">
        {t('收信的电子邮箱', 'Address')}
      </label>
      <Input
        id="digest-address"
        type="email"
        autoComplete="email"
        value={address}
        onChange={({ target }) => setAddress(target.value)}
      />
      <p>
        <Button type="primary" htmlType="submit" loading={busy !== null}>
          {t('保存', 'Save')}
        </Button>
      </p>
      {failure ? <FailureNote failure={failure} /> : null}
    </form>
  );
}
