"""Objects by R itself: models, tables, functions, environments, in every notation. Needs the program Rscript."""

import shutil
import subprocess
import tempfile
from pathlib import Path

NEEDS = ()

SCRIPT = r"""
set.seed(1)
table <- data.frame(x = 1:40, y = (1:40) * 2 + rnorm(40), g = factor(rep(c("a", "b"), 20)))
line <- lm(y ~ x + g, table)
power <- function(x, n = 2) { z <- x^n; for (i in 1:3) z <- z + i; if (any(z > 3)) sum(z) else stats::sd(z) }
make <- function(a, b) { force(a); function(x) a + b * x }
room <- new.env()
makeActiveBinding("half", function() 0.5, room)
room$numbers <- 1:3
setClass("Point", representation(name = "character", n = "numeric"))
keep <- function(name, object, ...) saveRDS(object, name, compress = FALSE, ...)
keep("lm.rds", line)
keep("lm-v2.rds", line, version = 2)
keep("lm-ascii.rds", line, ascii = TRUE)
file <- file("lm-native.rds", "wb"); serialize(line, file, xdr = FALSE); close(file)
keep("kmeans.rds", kmeans(table[, 1:2], 2))
keep("prcomp.rds", prcomp(table[, 1:2]))
keep("hclust.rds", hclust(dist(table[, 1:2])))
keep("arima.rds", arima(lh, order = c(1, 0, 0)))
keep("ecdf.rds", ecdf(table$y))
keep("function.rds", power)
keep("compiled.rds", compiler::cmpfun(power))
keep("closure.rds", make(2, 3 + 4))
keep("environment.rds", room)
keep("s4.rds", new("Point", name = "p", n = 1))
keep("kinds.rds", list(NULL, NA, c(a = 1L, b = NA), 1i, as.raw(1:20), "t\u00e9st", NA_character_, quote(a + b), expression(x, y), sum, ~x,
  Sys.Date()[0], matrix(runif(100), 10), 1:1000000, as.character(1:50), letters, TRUE, globalenv(), asNamespace("stats"), list(list(list(3)))))
keep("kinds-ascii.rds", list(NULL, NA, c(a = 1L), 1i, as.raw(1:20), "t\u00e9st \\ \"q\" \n x", quote(a + b), c(1.5, NA, NaN, Inf, -Inf, 1e-300), sum), ascii = TRUE)
saveRDS(line, "lm-gzip.rds")
saveRDS(line, "lm-bzip2.rds", compress = "bzip2")
saveRDS(line, "lm-xz.rds", compress = "xz")
save(table, line, file = "gzip.RData")
save(table, line, power, file = "all.RData", compress = FALSE)
save(table, line, file = "all-ascii.RData", ascii = TRUE, compress = FALSE)
save(table, file = "v2.RData", version = 2, compress = FALSE)
"""


def write(book):
    program = shutil.which("Rscript")
    if program is None:
        print("statistics: skipped, Rscript is not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "--vanilla", "-e", SCRIPT], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        for path in sorted(Path(folder).iterdir()):
            book.add(f"rds/{path.name}", path.read_bytes(), f"By R: {path.stem}.")
