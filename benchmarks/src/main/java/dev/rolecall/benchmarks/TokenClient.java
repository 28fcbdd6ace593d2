package dev.rolecall.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Realm;
import dev.rolecall.demo.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One person logged in at the client of one variant.
 *
 * @param refresh the request that gets a new token, again and again
 */
record TokenClient(int grants, TokenVariant variant, PreparedRequest refresh) {
    static TokenClient login(Realm realm, int grants, TokenVariant variant) {
        String secret = Stack.secretOf(variant.client());
        Tokens tokens = realm.password(
                variant.client(),
                secret,
                GrantHolders.username(grants),
                GrantHolders.PASSWORD,
                Map.of("scope", variant.scope()));
        TokenClient client = new TokenClient(
                grants,
                variant,
                PreparedRequest.form(
                        realm.uri("/protocol/openid-connect/token"),
                        Map.of(
                                "grant_type",
                                "refresh_token",
                                "client_id",
                                variant.client(),
                                "client_secret",
                                secret,
                                "refresh_token",
                                tokens.refresh())));
        client.requireClaim(tokens.accessClaims());
        return client;
    }

    JsonNode claim(JsonNode claims) {
        return variant.claim().map(claims::path).orElseGet(Json::object);
    }

    static Tokens tokens(KeepAlive.Reply reply) {
        return new Tokens(Json.read(reply.body()));
    }

    int claimBytes(JsonNode claims) {
        return variant.claim().isEmpty() ? 0 : claim(claims).toString().getBytes(StandardCharsets.UTF_8).length;
    }

    static boolean isOverage(JsonNode claim) {
        return claim.path("overage").asBoolean();
    }

    /** A claim that misses a customer would be cheap, and its price worthless. */
    private void requireClaim(JsonNode claims) {
        if (variant.claim().isEmpty() || isOverage(claim(claims))) {
            return;
        }
        JsonNode claim = claim(claims);
        int customers = claim.has("v") ? claim.path("customers").size() : claim.size();
        if (customers != GrantHolders.customers(grants)) {
            throw new BenchmarkFailedException("the claim of a person with %d grants names %d customers, with %s"
                    .formatted(grants, customers, variant.label()));
        }
    }

    @Override
    public String toString() {
        return grants + " grants, " + variant.label();
    }
}
