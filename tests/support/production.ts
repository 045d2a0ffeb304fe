/** What a start in earnest is given at least; none of it answers. */
export const production = {
  DATABASE_URL: 'postgres://mingcha:secret@db.example.org:5432/mingcha',
  TEMPORAL_ADDRESS: 'temporal.example.org:7233',
  SMTP_URL: 'smtps://mail.example.org:465',
  MINGCHA_KEYS: '/etc/mingcha/keys.json',
  MINGCHA_PUBLIC_URL: 'https://tips.example.gov.cn',
  MINGCHA_SECURITY_CONTACT: 'mailto:security@example.gov.cn',
  MINGCHA_MAIL_FROM: 'notice@example.gov.cn',
};
