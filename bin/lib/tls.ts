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

const UNKNOWN_SIGNER = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_SIGNATURE_FAILURE',
  'INVALID_CA',
  'CERT_UNTRUSTED',
]);

/** That a server closed a connection once TLS stood: some look at our certificate only then, and say nothing. */
export const closedOverTls = (): Error =>
  Object.assign(new Error('it closed the connection'), { code: 'CLOSED_OVER_TLS' });

/**
 * What to do about a connection with TLS that did not come about.
 * @param prefix of the settings of that connection
 * @param certified whether we show a certificate of our own
 * @returns half a sentence about the server; null where the fault is not one of TLS
 */
export function tlsFault(error: unknown, prefix: 'TEMPORAL_TLS' | 'SMTP_TLS', certified: boolean): string | null {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  if (UNKNOWN_SIGNER.has(code)) {
    return `its certificate is signed by no authority that is known here; name the file of its authority in ${prefix}_CA`;
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return `its certificate is for another name; put the name that it is for into ${prefix}_SERVER_NAME`;
  }
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return 'its certificate is out of date';
  if (/^ERR_SSL_.*ALERT_(CERTIFICATE|BAD_CERTIFICATE|UNKNOWN_CA|UNSUPPORTED_CERTIFICATE|ACCESS_DENIED)/.test(code)) {
    return certified
      ? `it does not take our certificate; correct ${prefix}_CERT and ${prefix}_KEY`
      : `it wants a certificate of ours; name its file in ${prefix}_CERT and that of its key in ${prefix}_KEY`;
  }
  if (code === 'CLOSED_OVER_TLS') {
    return certified
      ? `it closes the connection without a word; it may not take our certificate: look at ${prefix}_CERT and ${prefix}_KEY`
      : `it closes the connection without a word; it may want a certificate of ours, in ${prefix}_CERT and ${prefix}_KEY`;
  }
  if (/^ERR_(SSL|OSSL)_.*(KEY_VALUES_MISMATCH|PEM|NO_START_LINE|UNSUPPORTED|ASN1)/.test(code)) {
    return `our own files cannot be used; correct ${prefix}_CA, ${prefix}_CERT and ${prefix}_KEY`;
  }
  if (/^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)/.test(code)) {
    return prefix === 'SMTP_TLS'
      ? 'it speaks no TLS from the first word; write smtp:// in SMTP_URL for one that begins with STARTTLS'
      : 'it speaks no TLS; unset TEMPORAL_TLS and all that begins with it';
  }
  return null;
}
