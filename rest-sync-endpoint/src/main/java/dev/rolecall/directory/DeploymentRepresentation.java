package dev.rolecall.directory;

/** A deployment as JSON. */
record DeploymentRepresentation(String customer, String name) {}
