// What the claim `access` says, without a word about how it is shown.

/** One entry for each object the claim names, outer ones first: what is granted right there, and what comes from above. */
export function objectsOf(access) {
  const objects = [];
  const system = access.system ?? null;
  if (system) {
    objects.push(object("system", "The system", "every customer and deployment", 0, system, []));
  }
  for (const [customer, held] of sorted(access.customers)) {
    objects.push(object("customer", customer, "the customer and all of its deployments", 1, held, [system]));
    for (const [deployment, below] of sorted(held.deployments)) {
      objects.push(object("deployment", deployment, `deployment of ${customer}`, 2, below, [system, held]));
    }
  }
  return objects;
}

function object(kind, name, reach, depth, held, above) {
  const granted = held.permissions ?? [];
  const inherited = [...new Set(above.flatMap(it => it?.permissions ?? []))]
    .filter(permission => !granted.includes(permission)).sort();
  return { kind, name, reach, depth, roles: held.roles ?? [], granted, inherited };
}

function sorted(members) {
  return Object.entries(members ?? {}).sort(([a], [b]) => a.localeCompare(b));
}
