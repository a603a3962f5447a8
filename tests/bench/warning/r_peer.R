# SPDX-License-Identifier: EUPL-1.2
# R's own speed on the panel's base series, one thread: lines "NAME SERIES-PER-SECOND". Arguments: M96.csv.
Sys.setenv(OMP_NUM_THREADS = 1, OPENBLAS_NUM_THREADS = 1)
suppressPackageStartupMessages(library(surveillance))
rows <- read.csv(commandArgs(TRUE)[1])
rows <- rows[rows$condition == "base", ]
counts <- as.matrix(rows[, grep("^y[0-9]", names(rows))])
series <- lapply(seq_len(nrow(counts)), function(i) sts(observed = counts[i, ], frequency = 12, start = c(2015, 1)))

# Processor time, so that a busy machine does not count; two seconds each.
rate <- function(name, work) {
  work(1)
  runs <- 0
  begin <- proc.time()
  while (sum((proc.time() - begin)[1:2]) < 2) {
    runs <- runs + 1
    suppressWarnings(work((runs - 1) %% nrow(counts) + 1))
  }
  cat(name, runs / sum((proc.time() - begin)[1:2]), "\n")
}
delta <- list(range = 96, b = 5, w = 1, noPeriods = 1, alpha = .01, glmWarnings = FALSE)
quantile <- modifyList(delta, list(noPeriods = 4, thresholdMethod = "nbPlugin", pThresholdTrend = 1, pastWeeksNotIncluded = 6))
rate("farrington_delta", function(i) farringtonFlexible(series[[i]], delta))
rate("farrington_quantile", function(i) farringtonFlexible(series[[i]], quantile))
rate("kendall", function(i) cor.test(1:96, counts[i, ], method = "kendall", exact = FALSE))
cat("version", paste0(R.version$major, ".", R.version$minor), as.character(packageVersion("surveillance")), "\n")
