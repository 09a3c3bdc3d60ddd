import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { output, type Program } from './program.ts';

const JARS = '/usr/share/java';
/** What Jena's classes need of the directory; the whole of it holds several bindings of SLF4J, which refuse each other. */
const NEEDED =
  /^(?:jena-[a-z0-9-]*[a-z][a-z0-9]*|commons-(?:cli|codec|compress|csv|io|lang3)|dexx\.collection|gson|guava|httpclient|httpclient-cache|httpcore|jackson-(?:annotations|core|databind)|jakarta\.json-api|jcl-over-slf4j|jsonld-java|protobuf|slf4j-api|slf4j-nop|thrift|titanium-json-ld)\.jar$/;

export const JENA: Program = {
  name: 'Jena',
  debianPackage: 'libapache-jena-java, default-jre-headless',
  probe: ['sh', '-c', `command -v java && test -f ${JARS}/jena-cmds.jar`],
};

export interface Jena {
  /** Asks an endpoint. */
  rsparql(...parameters: string[]): Promise<string>;
  /** Evaluates a query itself. */
  arq(...parameters: string[]): Promise<string>;
  /** For files of the test; goes with the rest. */
  readonly directory: string;
  remove(): void;
}

/**
 * Jena's commands as Debian packages them: jars without scripts. Its copy of Xerces is compiled into the package `xerces`,
 * but the messages and tables that its classes look for there are packed under `org/apache/jena/ext/xerces`.
 */
export async function debianJena(): Promise<Jena> {
  const directory = mkdtempSync(join(tmpdir(), 'facilis-jena-'));
  const [unpacked, resources] = [join(directory, 'unpacked'), join(directory, 'resources')];
  await output('/usr/bin/python3', ['-m', 'zipfile', '-e', join(JARS, 'jena-core.jar'), unpacked]);
  const misplaced = join(unpacked, 'org', 'apache', 'jena', 'ext', 'xerces');
  if (existsSync(misplaced)) cpSync(misplaced, join(resources, 'xerces'), { recursive: true });
  const jars = readdirSync(JARS).filter((file) => NEEDED.test(file));
  const classPath = [...jars.map((file) => join(JARS, file)), resources].join(':');
  const run =
    (command: string) =>
    (...parameters: string[]) =>
      output('java', ['-Dfile.encoding=UTF-8', '-cp', classPath, command, ...parameters]);
  return {
    rsparql: run('arq.rsparql'),
    arq: run('arq.sparql'),
    directory,
    remove: () => rmSync(directory, { recursive: true }),
  };
}
