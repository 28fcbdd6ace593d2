package dev.rolecall.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VisitTest {
    private final AuthorizationRequest request =
            AuthorizationRequest.of(URI.create("http://localhost/auth"), "app", URI.create("http://localhost:1/back"));

    @Test
    void bringsTheCodeHome() {
        Visit visit = at("http://localhost:1/back?code=a%2Fb&state=" + request.state());

        assertThat(visit.code()).isEqualTo("a/b");
    }

    @Test
    void refusesACodeOfAnotherRequest() {
        Visit visit = at("http://localhost:1/back?code=x&state=other");

        assertThatThrownBy(visit::code).isInstanceOf(UnexpectedAnswerException.class);
    }

    @Test
    void namesTheErrorInsteadOfACode() {
        Visit visit = at("http://localhost:1/back?error=login_required&state=" + request.state());

        assertThatThrownBy(visit::code).hasMessageContaining("login_required");
    }

    @Test
    void isNotBackOnAPageOfTheServer() {
        Visit visit = at("http://localhost/auth");

        assertThat(visit.isBack()).isFalse();
        assertThatThrownBy(visit::code).isInstanceOf(UnexpectedAnswerException.class);
    }

    @Test
    void findsWhereTheFormGoes() {
        Visit visit = at("http://localhost/auth");

        assertThat(visit.formAction()).isEqualTo(URI.create("http://localhost/login?a=1&b=2"));
    }

    private Visit at(String address) {
        String page = "<form id=\"login\" action=\"/login?a=1&amp;b=2\" method=\"post\">";
        Answer answer = new Answer("GET page", 200, HttpHeaders.of(Map.of(), (name, value) -> true), page);
        return new Visit(request, URI.create(address), answer);
    }
}
