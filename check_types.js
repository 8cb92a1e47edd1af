/**
 * The types of the page's JavaScript, as tsconfig.json says, and in two steps: every file is strict;
 * in those below a parameter may still be without a type.  The list only becomes shorter: a file
 * whose parameters all have types must be taken off it.
 */

import path from "node:path";
import process from "node:process";
import ts from "typescript";

const FOLDER = path.resolve("formcheck/web/static/js");
const WITHOUT_ALL_TYPES = [
  "words.js",
];
const IMPLICIT_ANY = new Set([7005, 7006, 7008, 7016, 7019, 7022, 7023, 7024, 7031, 7034, 7053]);

const { config, error } = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, "\n"));
const { fileNames, options, errors } = ts.parseJsonConfigFileContent(config, ts.sys, ".");
const loose = new Set();
const found = [...errors];
for (const each of ts.getPreEmitDiagnostics(ts.createProgram(fileNames, options))) {
  const name = each.file ? path.relative(FOLDER, path.resolve(each.file.fileName)) : "";
  if (IMPLICIT_ANY.has(each.code) && WITHOUT_ALL_TYPES.includes(name)) loose.add(name);
  else found.push(each);
}
const host = { getCanonicalFileName: (/** @type {string} */ name) => name, getCurrentDirectory: () => process.cwd(), getNewLine: () => "\n" };
process.stderr.write(ts.formatDiagnostics(found, host));
const complete = WITHOUT_ALL_TYPES.filter((name) => !loose.has(name));
for (const name of complete) process.stderr.write(`${name} has all its types or is gone: take it off the list in check_types.js\n`);
process.exitCode = found.length || complete.length ? 1 : 0;
