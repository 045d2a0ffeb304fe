import { createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';

/** A certificate and its key, as PEM. */
export interface Certified {
  cert: string;
  key: string;
}

/** An authority of a test's own. */
export interface Authority {
  ca: string;
  /** A certificate for the names of a server, or of a client. */
  certify(name: string, hosts?: readonly string[]): Certified;
}

/* What X.509 (RFC 5280) needs of DER: a tag, the length, the content. */
const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const size = body.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts);
const integer = (bytes: Uint8Array) => der(0x02, bytes);
const bits = (bytes: Uint8Array) => der(0x03, Buffer.from([0]), bytes);
const octets = (bytes: Uint8Array) => der(0x04, bytes);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const yes = der(0x01, Buffer.from([0xff]));
const instant = (year: number) => der(0x18, Buffer.from(`${year}0101000000Z`));

const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));
const BASIC_CONSTRAINTS = oid('551d13');
const ALTERNATIVE_NAME = oid('551d11');

const named = (name: string) => sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name)))));
const pem = (what: string, bytes: Buffer) =>
  `-----BEGIN ${what}-----\n${bytes.toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END ${what}-----\n`;

function certificate(issuer: string, by: KeyObject, subject: string, key: KeyObject, extension: Buffer): string {
  const serial = randomBytes(8);
  serial[0] = 1;
  const content = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(serial),
    ECDSA_WITH_SHA256,
    named(issuer),
    sequence(instant(2020), instant(2120)),
    named(subject),
    key.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extension)),
  );
  const signature = createSign('sha256').update(content).sign(by);
  return pem('CERTIFICATE', sequence(content, ECDSA_WITH_SHA256, bits(signature)));
}

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' });

/** An authority that certifies whatever it is asked to, for a century. */
export function authority(name: string): Authority {
  const own = newKey();
  const isAuthority = sequence(BASIC_CONSTRAINTS, yes, octets(sequence(yes)));
  return {
    ca: certificate(name, own.privateKey, name, own.publicKey, isAuthority),
    certify(subject, hosts = []) {
      const { privateKey, publicKey } = newKey();
      const names = hosts.map((host) =>
        /^[\d.]+$/.test(host) ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host)),
      );
      const extension =
        names.length > 0
          ? sequence(ALTERNATIVE_NAME, octets(sequence(...names)))
          : sequence(BASIC_CONSTRAINTS, octets(sequence()));
      return {
        cert: certificate(name, own.privateKey, subject, publicKey, extension),
        key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
  };
}
