# SPDX-License-Identifier: EUPL-1.2
# What R's methods say of the first two replicates of every fourth scenario (settings as in methods.md 7.1). Arguments: folder of panels.
# Prints lines "PANEL METHOD ROW ALARMS SCORES": ROW of the file from 1, ALARMS a letter per judged period (0, 1, N: none), SCORES with commas.
Sys.setenv(OMP_NUM_THREADS = 1, OPENBLAS_NUM_THREADS = 1)
suppressPackageStartupMessages({library(surveillance); library(MASS)})
folder <- commandArgs(TRUE)[1]
alpha <- .01
plans <- list(
  M96 = list(frequency = 12, training = 72, farrington = list(b = 5, w = 1, noPeriods = 4, pastWeeksNotIncluded = 6)),
  Q40 = list(frequency = 4, training = 28, farrington = list(b = 6, w = 0, noPeriods = 4, pastWeeksNotIncluded = 2)),
  M36 = list(frequency = 12, training = 24, farrington = list(b = 2, w = 0, noPeriods = 4, pastWeeksNotIncluded = 3)),
  A15 = list(frequency = 1, training = 10, farrington = list(b = 9, w = 0, noPeriods = 1)))
series <- function(y, plan) suppressWarnings(sts(observed = y, frequency = plan$frequency, start = c(2015, 1)))
nothing <- function(n) list(alarm = rep(NA, n), score = rep(NA, n))

farrington_b <- function(y, range, plan) {
  settings <- c(list(range = range, alpha = alpha, glmWarnings = FALSE, verbose = FALSE, trend = TRUE, reweight = TRUE, weightsThreshold = 2.58,
                     thresholdMethod = "nbPlugin", pThresholdTrend = 1), plan$farrington)
  found <- try(suppressWarnings(suppressMessages(farringtonFlexible(series(y, plan), settings))), silent = TRUE)
  if (inherits(found, "try-error")) return(nothing(length(range)))
  list(alarm = as.integer(alarms(found)), score = -log10(pmax(as.vector(found@control$pvalue), 1e-300)))
}
glr_nb <- function(y, range, plan) {
  with_alpha <- function(a) suppressMessages(suppressWarnings(glrnb(series(y, plan), control = list(range = range, c.ARL = 5,
    mu0 = list(S = if (plan$frequency > 1) 1 else 0, trend = TRUE), alpha = a, ret = "value"))))
  found <- try(with_alpha(NULL), silent = TRUE)
  if (inherits(found, "try-error")) found <- try(with_alpha(0), silent = TRUE)
  if (inherits(found, "try-error")) return(nothing(length(range)))
  list(alarm = as.integer(alarms(found)), score = as.vector(upperbound(found)))
}
write_row <- function(panel, method, row, said)
  cat(panel, method, row, paste(ifelse(is.na(said$alarm), "N", said$alarm), collapse = ""),
      paste(ifelse(is.na(said$score), "", signif(said$score, 6)), collapse = ","), "\n")

for (panel in names(plans)) {
  file <- file.path(folder, paste0(panel, ".csv"))
  if (!file.exists(file)) next
  plan <- plans[[panel]]
  rows <- read.csv(file)
  counts <- as.matrix(rows[, grep("^y[0-9]", names(rows))])
  range <- (plan$training + 1):ncol(counts)
  for (row in which(rows$rep <= 2 & rows$scenario %% 4 == 1)) {
    y <- counts[row, ]
    # Farrington's verdict on a period rests on that period and those before it: before the onset it is the base series' own.
    from <- if (rows$condition[row] == "base") range[1] else rows$onset[row]
    said <- farrington_b(y, from:ncol(counts), plan)
    if (rows$condition[row] == "base") base <- said
    early <- seq_len(from - range[1])
    said <- list(alarm = c(base$alarm[early], said$alarm), score = c(base$score[early], said$score))
    write_row(panel, "ffB", row, said)
    write_row(panel, "glrnb", row, glr_nb(y, range, plan))
  }
}
