import { readFileSync } from 'node:fs';
import type { Secure } from '../../activities/connection.ts';
import type { MailSecurity } from '../../activities/post.ts';
import { type Settings, SettingsError, type TlsFiles } from './settings.ts';

function read(name: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new SettingsError(`${name} names the file ${path}, which cannot be read; correct it.`);
  }
}

/** What the files of one connection hold. @throws SettingsError that names the setting whose file cannot be read */
function filesOf(prefix: string, files: TlsFiles) {
  const of = (name: string, path: string | undefined) =>
    path === undefined ? undefined : read(`${prefix}_${name}`, path);
  return {
    ca: of('CA', files.ca),
    cert: of('CERT', files.cert),
    key: of('KEY', files.key),
    serverName: files.serverName,
  };
}

/** How Temporal is reached: in the clear, or with TLS, a client's key, an API key. */
export function temporalSecurity(settings: Settings): Secure {
  if (!settings.temporalTls) return {};
  const { ca, cert, key, serverName } = filesOf('TEMPORAL_TLS', settings.temporalTls);
  return {
    tls: {
      ...(ca ? { serverRootCACertificate: ca } : {}),
      ...(cert && key ? { clientCertPair: { crt: cert, key } } : {}),
      ...(serverName === undefined ? {} : { serverNameOverride: serverName }),
    },
    ...(settings.temporalApiKey === undefined ? {} : { apiKey: settings.temporalApiKey }),
  };
}

/** How the mail server is reached. Outside demo mode nothing is said to it without TLS. */
export function mailSecurity(settings: Settings): MailSecurity {
  const { ca, cert, key, serverName } = filesOf('SMTP_TLS', settings.smtpTls);
  return {
    required: !settings.demo,
    ...(ca ? { ca } : {}),
    ...(cert && key ? { cert, key } : {}),
    ...(serverName === undefined ? {} : { servername: serverName }),
  };
}
