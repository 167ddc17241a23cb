import type { Danger } from './dangerous';

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
export function dangerOfR(name: string): Danger | null {
  return BY_NAME.get(name) ?? BY_NAME.get(name.replace(/^(?:base|utils):::?/, '')) ?? null;
}
