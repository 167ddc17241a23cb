import type { CodeFact } from '../../domain/fact';
import type { Severity } from '../../domain/finding';
import { DANGERS, type Danger } from './dangerous';

/** Functions of R that reach outside the session, by what they do. Everything else that code in R objects names is not judged. */
const ROWS: readonly (readonly [danger: Danger, names: readonly string[]])[] = [
  ['command', ['system', 'system2', 'shell', 'shell.exec', 'pipe', '.C_system', 'processx::run', 'sys::exec_wait', 'sys::exec_background', 'callr::r', 'callr::r_bg']],
  ['import', ['install.packages', 'remotes::install_github', 'devtools::install_github', 'pak::pak']],
  ['code', ['sys.source', 'source_url', 'devtools::source_url']],
  ['native', ['dyn.load', 'library.dynam', 'inline::cfunction', 'Rcpp::sourceCpp', 'Rcpp::cppFunction', 'reticulate::py_run_string', 'reticulate::py_eval']],
  ['deserialise', ['unserialize', 'reticulate::py_load_object']],
  ['network', ['download.file', 'socketConnection', 'serverSocket', 'socketAccept', 'url', 'curl::curl_download', 'curl::curl_fetch_memory', 'httr::GET', 'httr::POST']],
  ['files', ['unlink', 'file.remove', 'Sys.chmod', 'file.symlink']],
];

const BY_NAME: ReadonlyMap<string, Danger> = new Map(ROWS.flatMap(([danger, names]) => names.map((name) => [name, danger] as const)));

/** What a function that R code names is known for; `base::system` is `system`. Null for the others. */
function dangerOfR(name: string): Danger | null {
  return BY_NAME.get(name) ?? BY_NAME.get(name.replace(/^(?:base|utils):::?/, '')) ?? null;
}

/** The worst thing that R code is known to call; null where it calls nothing of the list. */
export function worstRName(names: readonly string[]): { readonly name: string; readonly danger: Danger } | null {
  let worst: { readonly name: string; readonly danger: Danger } | null = null;
  for (const name of names) {
    const danger = dangerOfR(name);
    if (danger !== null && (worst === null || (DANGERS[danger].severity === 'critical' && DANGERS[worst.danger].severity !== 'critical'))) worst = { name, danger };
  }
  return worst;
}

/** Honest models of R carry functions: what they call decides, and so does whether looking at the object is enough to run them. */
export function severityOfR(runs: CodeFact['runs'], danger: Danger | null): Severity {
  if (danger === null) return runs === 'loading' ? 'medium' : 'info';
  return runs === 'loading' ? DANGERS[danger].severity : 'medium';
}
