package dev.rolecall.benchmarks;

/** A part of a run that can be left out. */
enum Step {
    TOKENS,
    CUSTOMERS,
    ACCESS
}
