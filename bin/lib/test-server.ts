import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fetchBySdk } from './fetch-by-sdk.ts';
import { type Log, run } from './processes.ts';
import { onPath } from './temporal.ts';

/** The release of Temporal's Java test server that is taken from Maven where the SDK cannot download one. */
const TEST_SERVER_VERSION = '1.31.0';

const folderOf = (cacheDir: string): string => join(cacheDir, `temporal-test-server-${TEST_SERVER_VERSION}`);
const wrapperOf = (cacheDir: string): string => join(folderOf(cacheDir), 'temporal-test-server');

/** The time-skipping test server that is already cached, or undefined. Fetches nothing. */
export function findTestServer(cacheDir: string): string | undefined {
  return existsSync(wrapperOf(cacheDir)) ? wrapperOf(cacheDir) : undefined;
}

/**
 * Path of an executable for `TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type:
 * 'existing-path', path } } })`. The SDK's own download first; else the Maven artifact behind a wrapper that runs it
 * with Java. Cached for the user.
 * @throws Error with a sentence that names the remedy
 */
export async function obtainTestServer(options: {
  cacheDir: string;
  progress?: Log;
  silenceMs?: number;
}): Promise<string> {
  const { cacheDir, progress = () => {} } = options;
  const wrapper = wrapperOf(cacheDir);
  if (existsSync(wrapper)) return wrapper;
  progress('Temporal test server: not on this machine yet; asking for the ready-made one');
  const refused = await fetchBySdk('time-skipping', wrapper, options.silenceMs);
  if (refused === undefined) return wrapper;
  const java = onPath('java');
  const maven = onPath('mvn');
  if (!java || !maven) {
    throw new Error(
      'There is no Temporal test server for time-skipping: install Java and Maven (on Debian: apt-get install default-jre-headless maven), or allow the SDK its download.',
    );
  }
  progress('Temporal test server: no download here; fetching it with Maven');
  const draft = `${folderOf(cacheDir)}.${process.pid}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  try {
    writeFileSync(
      join(draft, 'pom.xml'),
      `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>mingcha</groupId>
  <artifactId>test-server</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-test-server</artifactId>
      <version>${TEST_SERVER_VERSION}</version>
    </dependency>
  </dependencies>
</project>
`,
    );
    const { code, output } = await run(
      maven,
      ['-q', '-B', 'dependency:copy-dependencies', '-DincludeScope=runtime', '-DoutputDirectory=jars'],
      { cwd: draft },
    );
    if (code !== 0 || !existsSync(join(draft, 'jars')) || readdirSync(join(draft, 'jars')).length === 0) {
      const why = output.split('\n').find((line) => line.includes('ERROR')) ?? `code ${code}`;
      throw new Error(
        `Maven could not fetch io.temporal:temporal-test-server:${TEST_SERVER_VERSION} (${why.trim()}): let Maven reach its repository and try again.`,
      );
    }
    // The SDK allows five seconds for the start: the quick compiler and the small collector.
    const flags = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xss512k -Xmx768m';
    const jars = join(folderOf(cacheDir), 'jars', '*');
    const script = join(draft, 'temporal-test-server');
    writeFileSync(script, `#!/bin/sh\nexec '${java}' ${flags} -cp '${jars}' io.temporal.testserver.TestServer "$@"\n`);
    chmodSync(script, 0o755);
    mkdirSync(dirname(wrapper), { recursive: true });
    rmSync(folderOf(cacheDir), { recursive: true, force: true });
    renameSync(draft, folderOf(cacheDir));
    return wrapper;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
