package dev.rolecall.sync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.storage.user.UserLookupProvider;
import org.keycloak.storage.user.UserQueryProvider;

class PeopleSourceProviderFactoryTest {
    private final PeopleSourceProviderFactory factory = new PeopleSourceProviderFactory();

    @ParameterizedTest
    @CsvSource({
        "ceiling,OWNER",
        "emptyCells,drop",
        "grantsOnSystem,maybe",
        "rolesAssociate,1",
        "mode,both",
        "oneTimeTokens,sometimes",
        "summaryEvents,x",
        "authoritative,all",
        "requestMayMap,y",
        "requestMayChooseMode,z",
        "keyField,rolecall.kind",
        "keyField,email",
        "headerMappings,nonsense",
        "defaultCustomer,system",
        "headerMappings,constant:usercode=E1"
    })
    void refusesAValueItDoesNotKnow(String key, String value) {
        assertThatThrownBy(() -> validate(key, value)).isInstanceOf(ComponentValidationException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "ceiling,SUPER",
        "emptyCells,clear",
        "grantsOnSystem,true",
        "rolesAssociate,false",
        "ceiling,''",
        "mode,snapshot",
        "oneTimeTokens,false",
        "summaryEvents,true",
        "authoritative,true",
        "requestMayMap,true",
        "requestMayChooseMode,true",
        "keyField,usercode",
        "headerMappings,No=usercode",
        "defaultCustomer,acme"
    })
    void acceptsAValueItOffers(String key, String value) {
        assertThatCode(() -> validate(key, value)).doesNotThrowAnyException();
    }

    @Test
    void namesTheSettingAsTheFormDoes() {
        assertThatThrownBy(() -> validate("oneTimeTokens", "sometimes"))
                .hasMessage("\"One file per token\" is true or false.");
    }

    @Test
    void refusesMoreClientsThanItLists() {
        ComponentModel model = new ComponentModel();
        for (int i = 0; i <= SourceSettings.MOST_CLIENTS; i++) {
            model.getConfig().add(SourceSettings.CLIENTS, "client-" + i);
        }

        assertThatThrownBy(() -> validate(model))
                .isInstanceOf(ComponentValidationException.class)
                .hasMessageContaining(String.valueOf(SourceSettings.MOST_CLIENTS));
    }

    @Test
    void refusesMoreCustomersThanItLists() {
        ComponentModel model = new ComponentModel();
        for (int i = 0; i <= SourceSettings.MOST_CUSTOMERS; i++) {
            model.getConfig().add(SourceSettings.CUSTOMERS, "customer-" + i);
        }

        assertThatThrownBy(() -> validate(model))
                .isInstanceOf(ComponentValidationException.class)
                .hasMessageContaining(String.valueOf(SourceSettings.MOST_CUSTOMERS));
    }

    @Test
    void explainsEachSetting() {
        assertThat(factory.getConfigProperties())
                .extracting(ProviderConfigProperty::getName)
                .containsExactly(
                        "clients",
                        "keyField",
                        "headerMappings",
                        "requestMayMap",
                        "emptyCells",
                        "defaultCustomer",
                        "mode",
                        "requestMayChooseMode",
                        "mostLeavers",
                        "mostLeaversPercent",
                        "ceiling",
                        "grantsOnSystem",
                        "customers",
                        "rolesAssociate",
                        "authoritative",
                        "takesOverProviderAccounts",
                        "oneTimeTokens",
                        "summaryEvents");
        assertThat(factory.getConfigProperties())
                .allSatisfy(property -> assertThat(property.getHelpText()).isNotBlank());
    }

    @Test
    void isNeverAskedForAUser() {
        assertThat(UserLookupProvider.class.isAssignableFrom(PeopleSource.class))
                .isFalse();
        assertThat(UserQueryProvider.class.isAssignableFrom(PeopleSource.class)).isFalse();
    }

    private void validate(String key, String value) {
        ComponentModel model = new ComponentModel();
        model.getConfig().putSingle(key, value);
        validate(model);
    }

    private void validate(ComponentModel model) {
        factory.validateConfiguration(null, null, model); // no session: the key is the usercode
    }
}
