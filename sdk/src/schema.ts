// Generated from openapi.json by `npm run generate`.
export interface paths {
    "/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All keys, newest first
         * @description Needs `keys:write`.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Make a key; it is shown once
         * @description Needs `keys:write`.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a key, at once
         * @description Needs `keys:write`.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every write: who, what, when
         * @description Needs `audit:read`.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/brand": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The look and tone of every channel
         * @description Needs `content:read`.
         */
        get: operations["getBrand"];
        /**
         * Change the brand
         * @description Needs `content:write`.
         */
        put: operations["changeBrand"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log a call with its outcome and notes
         * @description Needs `calls:write`.
         */
        post: operations["logCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Campaigns, newest first
         * @description Needs `campaigns:read`.
         */
        get: operations["listCampaigns"];
        put?: never;
        /**
         * A draft
         * @description Needs `campaigns:write`.
         */
        post: operations["createCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One campaign
         * @description Needs `campaigns:read`.
         */
        get: operations["getCampaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a draft
         * @description Needs `campaigns:write`.
         */
        patch: operations["changeCampaign"];
        trace?: never;
    };
    "/v1/campaigns/{id}/continue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * After a stop: send to the rest
         * @description Needs `campaigns:launch`.
         */
        post: operations["continueCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new draft from this one
         * @description Needs `campaigns:write`.
         */
        post: operations["copyCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/launch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send, or schedule; again and again is once
         * @description Needs `campaigns:launch`.
         */
        post: operations["launchCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Nothing more is handed over until it is resumed
         * @description Needs `campaigns:launch`.
         */
        post: operations["pauseCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The report as server-sent events while it runs
         * @description Needs `campaigns:read`.
         */
        get: operations["streamProgress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/recipients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The people behind a number of the report, each with every step
         * @description Needs `campaigns:read`.
         */
        get: operations["listRecipients"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/rehearsal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who gets what, where, when, at what cost, and who is skipped
         * @description Needs `campaigns:read`.
         */
        get: operations["getRehearsal"];
        put?: never;
        /**
         * Plan the whole audience without sending
         * @description Needs `campaigns:write`.
         */
        post: operations["rehearseCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/rehearsal/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The people behind a number of the rehearsal
         * @description Needs `campaigns:read`.
         */
        get: operations["listRehearsalEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What came of it, by step and channel
         * @description Needs `campaigns:read`.
         */
        get: operations["getReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on
         * @description Needs `campaigns:launch`.
         */
        post: operations["resumeCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Once it is over: send again to those who failed for one reason
         * @description Needs `campaigns:launch`.
         */
        post: operations["retryCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End it for whoever has got nothing yet
         * @description Needs `campaigns:launch`.
         */
        post: operations["stopCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/unschedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Before its hour: back to a draft
         * @description Needs `campaigns:launch`.
         */
        post: operations["unscheduleCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cascades": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Cascades
         * @description Needs `content:read`.
         */
        get: operations["listCascades"];
        put?: never;
        /**
         * Ordered steps with a success and a time limit each
         * @description Needs `content:write`.
         */
        post: operations["createCascade"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cascades/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One cascade
         * @description Needs `content:read`.
         */
        get: operations["getCascade"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change or archive
         * @description Needs `content:write`.
         */
        patch: operations["changeCascade"];
        trace?: never;
    };
    "/v1/cascades/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a step can name, and what can count as its success
         * @description Needs `content:read`.
         */
        get: operations["listStepMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Kinds of connection, each with the schema of its settings
         * @description Needs `connections:read`.
         */
        get: operations["listChannels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/computed-traits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Traits that are computed from what people did, by name
         * @description Needs `contacts:read`.
         */
        get: operations["listComputedTraits"];
        put?: never;
        /**
         * Compute a trait from events, for everybody and from now on
         * @description Needs `segments:write`.
         */
        post: operations["createComputedTrait"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/computed-traits/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One computed trait, with how far it is
         * @description Needs `contacts:read`.
         */
        get: operations["getComputedTrait"];
        put?: never;
        post?: never;
        /**
         * Remove it with its values, unless a segment uses it
         * @description Needs `segments:write`.
         */
        delete: operations["removeComputedTrait"];
        options?: never;
        head?: never;
        /**
         * Compute it otherwise, for everybody
         * @description Needs `segments:write`.
         */
        patch: operations["changeComputedTrait"];
        trace?: never;
    };
    "/v1/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Accounts with providers
         * @description Needs `connections:read`.
         */
        get: operations["listConnections"];
        put?: never;
        /**
         * Connect a provider
         * @description Needs `connections:write`.
         */
        post: operations["createConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One connection; secrets are never shown
         * @description Needs `connections:read`.
         */
        get: operations["getConnection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change settings, limits or state
         * @description Needs `connections:write`.
         */
        patch: operations["changeConnection"];
        trace?: never;
    };
    "/v1/connections/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the provider whether it works
         * @description Needs `connections:write`.
         */
        post: operations["checkConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consent-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a person was asked to confirm
         * @description Needs `contacts:read`.
         */
        get: operations["listConsentRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consent-requests/{id}/ask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for the confirmation once more
         * @description Needs `consents:write`.
         */
        post: operations["askForConsentAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consent-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where a yes must be said twice, and where no message may ask for it
         * @description Needs `contacts:read`.
         */
        get: operations["getConsentRules"];
        /**
         * Change where a yes must be said twice
         * @description Needs `workspace:write`.
         */
        put: operations["setConsentRules"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The ledger of one contact
         * @description Needs `contacts:read`.
         */
        get: operations["listConsents"];
        put?: never;
        /**
         * Record what a person allows or forbids
         * @description Needs `consents:write`.
         */
        post: operations["recordConsent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search and filter contacts, newest first
         * @description Needs `contacts:read`.
         */
        get: operations["listContacts"];
        put?: never;
        /**
         * Create a contact, or complete the one with this identity
         * @description Needs `contacts:write`.
         */
        post: operations["createContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The whole profile
         * @description Needs `contacts:read`.
         */
        get: operations["getContact"];
        put?: never;
        post?: never;
        /**
         * Forget a person for good: everything but the keyed hash that keeps marketing away
         * @description Needs `contacts:erase`.
         */
        delete: operations["eraseContact"];
        options?: never;
        head?: never;
        /**
         * Change a profile
         * @description Needs `contacts:write`.
         */
        patch: operations["changeContact"];
        trace?: never;
    };
    "/v1/contacts/{id}/caps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How much of each cap a person has used
         * @description Needs `contacts:read`.
         */
        get: operations["listContactCaps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{id}/chat-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The person's own links to our chats
         * @description Needs `contacts:read`.
         */
        get: operations["listChatLinks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{id}/commerce": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a person bought, has in the basket and looked at
         * @description Needs `contacts:read`.
         */
        get: operations["getCommerce"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{id}/computed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What follows from a person's history, and from what: engagement by channel, best hours, preferred channel, class of buyer
         * @description Needs `contacts:read`.
         */
        get: operations["getComputed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything kept of one person, as one JSON document
         * @description Needs `contacts:export`.
         */
        get: operations["exportContact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make two people one: this one stays, the other joins
         * @description Needs `contacts:write`.
         */
        post: operations["mergeContacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{id}/merge/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a merge would make
         * @description Needs `contacts:read`.
         */
        post: operations["previewMerge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{id}/merges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The merges that made this person
         * @description Needs `contacts:read`.
         */
        get: operations["listMerges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{id}/score": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The score of a person and from what it comes
         * @description Needs `contacts:read`.
         */
        get: operations["getContactScore"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{id}/stage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The stage of a person and why
         * @description Needs `contacts:read`.
         */
        get: operations["getContactStage"];
        /**
         * Set the stage of a person by hand
         * @description Needs `contacts:write`.
         */
        put: operations["holdStage"];
        post?: never;
        /**
         * Let the rules say the stage of a person again
         * @description Needs `contacts:write`.
         */
        delete: operations["releaseStage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything about one person in order of time
         * @description Needs `contacts:read`.
         */
        get: operations["getTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{id}/unfinished-chat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a person wrote last and nobody answered
         * @description Needs `replies:read`.
         */
        get: operations["getUnfinishedChat"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/{id}/unfinished-forms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Forms that a person began and has not finished
         * @description Needs `contacts:read`.
         */
        get: operations["listUnfinishedForms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tag or archive many at once
         * @description Needs `contacts:write`.
         */
        post: operations["changeContacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/by/{kind}/{value}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The profile that has this identity
         * @description Needs `contacts:read`.
         */
        get: operations["getContactByIdentity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contacts/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many a filter finds
         * @description Needs `contacts:read`.
         */
        get: operations["countContacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/counter/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A customer at the counter, by phone, e-mail, customer number or card
         * @description Needs `counter:use`.
         */
        get: operations["findAtCounter"];
        put?: never;
        /**
         * Somebody new at the counter, or more of somebody known: consents too
         * @description Needs `contacts:write`.
         */
        post: operations["addAtCounter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/counter/desk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The shops and the topics of consent, for a counter
         * @description Needs `counter:use`.
         */
        get: operations["describeDesk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/counter/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a purchase at the counter; its number is made by the till, so that it can be sent again after a loss of connection
         * @description Needs `orders:write`.
         */
        post: operations["putCounterOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/counter/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Products for the counter, by a part of their name or by their number
         * @description Needs `counter:use`.
         */
        get: operations["searchGoods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/countries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Countries and what each sets in a new workspace */
        get: operations["listCountries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/days-off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Public holidays and worked weekends by country
         * @description Needs `workspace:read`.
         */
        get: operations["listDaysOff"];
        /**
         * Set one day of a country
         * @description Needs `workspace:write`.
         */
        put: operations["setDayOff"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/days-off/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a day
         * @description Needs `workspace:write`.
         */
        delete: operations["removeDayOff"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/days-off/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set many days at once
         * @description Needs `workspace:write`.
         */
        post: operations["importDaysOff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/days-off/published": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put in the public holidays that are known here
         * @description Needs `workspace:write`.
         */
        post: operations["addPublishedDaysOff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/demo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the demo shop is here
         * @description Needs `workspace:read`.
         */
        get: operations["getDemo"];
        put?: never;
        /**
         * Load a shop with 5,000 made-up people
         * @description Needs `workspace:write`.
         */
        post: operations["loadDemo"];
        /**
         * Take away exactly what the demo brought
         * @description Needs `workspace:write`.
         */
        delete: operations["removeDemo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What arrived, newest first; of one contact by when it happened
         * @description Needs `contacts:read`.
         */
        get: operations["listEvents"];
        put?: never;
        /**
         * Record what happened to people
         * @description Needs `events:write`.
         */
        post: operations["createEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/rejected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Calls of the tracking API that could not be taken, newest first
         * @description Needs `contacts:read`.
         */
        get: operations["listRejectedEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/frequency-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many messages one person may get
         * @description Needs `workspace:read`.
         */
        get: operations["listFrequencyRules"];
        put?: never;
        /**
         * A cap over all channels and sources
         * @description Needs `workspace:write`.
         */
        post: operations["createFrequencyRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/frequency-rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a cap
         * @description Needs `workspace:write`.
         */
        delete: operations["removeFrequencyRule"];
        options?: never;
        head?: never;
        /**
         * Change a cap or switch it off
         * @description Needs `workspace:write`.
         */
        patch: operations["changeFrequencyRule"];
        trace?: never;
    };
    "/v1/hand-over-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is handed over to sales
         * @description Needs `tasks:read`.
         */
        get: operations["listHandOverRules"];
        put?: never;
        /**
         * Hand over whoever enters a stage
         * @description Needs `segments:write`.
         */
        post: operations["createHandOverRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hand-over-rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Hand nobody over by it any more; its open tasks stay
         * @description Needs `segments:write`.
         */
        delete: operations["removeHandOverRule"];
        options?: never;
        head?: never;
        /**
         * Change a hand-over or switch it off
         * @description Needs `segments:write`.
         */
        patch: operations["changeHandOverRule"];
        trace?: never;
    };
    "/v1/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What there is, and what is still to do
         * @description Needs `workspace:read`.
         */
        get: operations["getHome"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What makes two contacts one person
         * @description Needs `contacts:read`.
         */
        get: operations["getIdentityRules"];
        /**
         * Change what makes two contacts one person
         * @description Needs `workspace:write`.
         */
        put: operations["setIdentityRules"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Imports, newest first
         * @description Needs `contacts:read`.
         */
        get: operations["listImports"];
        put?: never;
        /**
         * Upload a CSV or XLSX file
         * @description Needs `imports:write`.
         */
        post: operations["uploadImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One import, with its progress and counts
         * @description Needs `contacts:read`.
         */
        get: operations["getImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop after the batch in hand
         * @description Needs `imports:write`.
         */
        post: operations["cancelImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dry run over the whole file
         * @description Needs `imports:write`.
         */
        post: operations["checkImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}/kept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an undo left, and why
         * @description Needs `contacts:read`.
         */
        get: operations["listKeptByUndo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The first rows under these settings
         * @description Needs `imports:write`.
         */
        post: operations["previewImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}/refused.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Refused rows, to mend and upload again
         * @description Needs `contacts:read`.
         */
        get: operations["exportRefusedRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}/reread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Columns and suggestions as another kind of file, or under another encoding, delimiter or sheet
         * @description Needs `imports:write`.
         */
        post: operations["rereadImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import, or go on with what was stopped
         * @description Needs `imports:write`.
         */
        post: operations["runImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an undo would take away, put back and leave
         * @description Needs `imports:write`.
         */
        get: operations["previewUndoImport"];
        put?: never;
        /**
         * Take an import back
         * @description Needs `imports:write`.
         */
        post: operations["undoImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/sample.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A small file to try an import with
         * @description Needs `contacts:read`.
         */
        get: operations["getSampleImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open invitations
         * @description Needs `members:read`.
         */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Invite somebody; the link is shown once
         * @description Needs `members:write`.
         */
        post: operations["invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Withdraw an invitation
         * @description Needs `members:write`.
         */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/marketing/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hold all marketing of the workspace, or release it
         * @description Needs `marketing:hold`.
         */
        post: operations["holdMarketing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who I am and what I may do here
         * @description Needs `workspace:read`.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * My own language
         * @description Needs `workspace:read`.
         */
        patch: operations["changeMe"];
        trace?: never;
    };
    "/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who works here
         * @description Needs `members:read`.
         */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take somebody out of this workspace
         * @description Needs `members:write`.
         */
        delete: operations["removeMember"];
        options?: never;
        head?: never;
        /**
         * Give another role
         * @description Needs `members:write`.
         */
        patch: operations["changeMember"];
        trace?: never;
    };
    "/v1/members/{user_id}/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A link for a new password, shown once
         * @description Needs `members:write`.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merge-suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Pairs who may be one person, newest first
         * @description Needs `contacts:read`.
         */
        get: operations["listMergeSuggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merge-suggestions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * They are two people
         * @description Needs `contacts:write`.
         */
        delete: operations["dismissMergeSuggestion"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merge-suggestions/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * They may be one person after all
         * @description Needs `contacts:write`.
         */
        post: operations["restoreMergeSuggestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merges/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a merge back
         * @description Needs `contacts:write`.
         */
        post: operations["undoMerge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Messages with every attempt, newest first
         * @description Needs `messages:read`.
         */
        get: operations["listMessages"];
        put?: never;
        /**
         * Send one message to one person
         * @description Needs `messages:write`.
         */
        post: operations["createMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One message: each step, and why
         * @description Needs `messages:read`.
         */
        get: operations["getMessage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Orders, newest first
         * @description Needs `contacts:read`.
         */
        get: operations["listOrders"];
        put?: never;
        /**
         * Record an order, or update the one with this number
         * @description Needs `orders:write`.
         */
        post: operations["putOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One order
         * @description Needs `contacts:read`.
         */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Ready, handed over, refunded, cancelled
         * @description Needs `orders:write`.
         */
        patch: operations["changeOrder"];
        trace?: never;
    };
    "/v1/orders/{id}/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take goods of an order back
         * @description Needs `orders:write`.
         */
        post: operations["returnGoods"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a message or segment costs
         * @description Needs `connections:read`.
         */
        get: operations["listPrices"];
        /**
         * Set a rate
         * @description Needs `connections:write`.
         */
        put: operations["setPrice"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/prices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a rate
         * @description Needs `connections:write`.
         */
        delete: operations["removePrice"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/product-feeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Feeds that the catalogue is read from
         * @description Needs `contacts:read`.
         */
        get: operations["listProductFeeds"];
        put?: never;
        /**
         * A feed in Google's format, fetched by its address or given as a file
         * @description Needs `catalogue:write`.
         */
        post: operations["addProductFeed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/product-feeds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * The feed goes, its products stay
         * @description Needs `catalogue:write`.
         */
        delete: operations["removeProductFeed"];
        options?: never;
        head?: never;
        /**
         * Its name, address, how often
         * @description Needs `catalogue:write`.
         */
        patch: operations["changeProductFeed"];
        trace?: never;
    };
    "/v1/product-feeds/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read it from this file
         * @description Needs `catalogue:write`.
         */
        post: operations["readProductFeedFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/product-feeds/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Fetch it now
         * @description Needs `catalogue:write`.
         */
        post: operations["readProductFeed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Products, the last changed first
         * @description Needs `contacts:read`.
         */
        get: operations["listProducts"];
        put?: never;
        /**
         * Create or update products by their external id
         * @description Needs `catalogue:write`.
         */
        post: operations["putProducts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One product with the history of its price and stock
         * @description Needs `contacts:read`.
         */
        get: operations["getProduct"];
        put?: never;
        post?: never;
        /**
         * Take a product out of the catalogue
         * @description Needs `catalogue:write`.
         */
        delete: operations["archiveProduct"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products/{id}/interested": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whom the number of the interested counts
         * @description Needs `contacts:read`.
         */
        get: operations["listInterested"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What people wrote back
         * @description Needs `replies:read`.
         */
        get: operations["listReplies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/replies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Mark read or handled
         * @description Needs `replies:write`.
         */
        patch: operations["changeReply"];
        trace?: never;
    };
    "/v1/replies/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer on the same channel
         * @description Needs `replies:write`.
         */
        post: operations["answerReply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/replies/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many wait
         * @description Needs `replies:read`.
         */
        get: operations["countReplies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What each role may do
         * @description Needs `workspace:read`.
         */
        get: operations["listRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/crowd": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many have pressed Start and allowed notifications
         * @description Needs `sandbox:read`.
         */
        get: operations["getSandboxCrowd"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/crowd/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give everybody their links; the crowd's share presses Start and Allow
         * @description Needs `sandbox:write`.
         */
        post: operations["joinSandboxCrowd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Devices of one person, or with a behaviour of their own
         * @description Needs `sandbox:read`.
         */
        get: operations["listSandboxDevices"];
        /**
         * How one phone, mailbox or chat behaves
         * @description Needs `sandbox:write`.
         */
        put: operations["setSandboxDevice"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/devices/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Press Start in Telegram, or allow notifications, as whoever the link is for
         * @description Needs `sandbox:write`.
         */
        post: operations["startSandboxDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/devices/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Block the bot, or deny notifications
         * @description Needs `sandbox:write`.
         */
        post: operations["stopSandboxDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What arrived in the sandbox, exactly as it came
         * @description Needs `sandbox:read`.
         */
        get: operations["listSandboxMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One message
         * @description Needs `sandbox:read`.
         */
        get: operations["getSandboxMessage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/messages/{id}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Do something as its recipient
         * @description Needs `sandbox:write`.
         */
        post: operations["actOnSandboxMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Seed, clock and crowd
         * @description Needs `sandbox:read`.
         */
        get: operations["getSandboxSettings"];
        /**
         * Change seed, clock and crowd
         * @description Needs `sandbox:write`.
         */
        put: operations["changeSandboxSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/skip-wait": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let everything that waits happen now
         * @description Needs `sandbox:write`.
         */
        post: operations["skipSandboxWait"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/score": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rules of the lead score
         * @description Needs `contacts:read`.
         */
        get: operations["getScoreSettings"];
        /**
         * Set the rules of the lead score; they hold when everybody is counted anew
         * @description Needs `segments:write`.
         */
        put: operations["setScoreSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/score/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How many people would have how many points
         * @description Needs `segments:read`.
         */
        post: operations["previewScore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/score/recount": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count everybody again, where a recount failed
         * @description Needs `segments:write`.
         */
        post: operations["recountScore"];
        /**
         * Leave the recount off: the rules before it hold on
         * @description Needs `segments:write`.
         */
        delete: operations["cancelScoreRecount"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Segments, newest first
         * @description Needs `segments:read`.
         */
        get: operations["listSegments"];
        put?: never;
        /**
         * A rule with a name
         * @description Needs `segments:write`.
         */
        post: operations["createSegment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One segment
         * @description Needs `segments:read`.
         */
        get: operations["getSegment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Rename, change or archive
         * @description Needs `segments:write`.
         */
        patch: operations["changeSegment"];
        trace?: never;
    };
    "/v1/segments/{id}/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many, and how many each medium reaches
         * @description Needs `segments:read`.
         */
        get: operations["countSegment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/{id}/estimate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * About how many, at once
         * @description Needs `segments:read`.
         */
        get: operations["estimateSegment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The people of a segment as CSV
         * @description Needs `contacts:export`.
         */
        get: operations["exportSegment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/{id}/membership": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is in a kept segment, as numbers, and what keeping it takes
         * @description Needs `segments:read`.
         */
        get: operations["getMembership"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ten of its people
         * @description Needs `segments:read`.
         */
        get: operations["previewSegment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count a rule that is not saved
         * @description Needs `segments:read`.
         */
        post: operations["countRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/estimate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * About how many a rule finds, at once
         * @description Needs `segments:read`.
         */
        post: operations["estimateRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Why a person is in or out
         * @description Needs `segments:read`.
         */
        post: operations["explainRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ten people of a rule that is not saved
         * @description Needs `segments:read`.
         */
        post: operations["previewRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/senders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Numbers, names and addresses that messages come from
         * @description Needs `connections:read`.
         */
        get: operations["listSenders"];
        put?: never;
        /**
         * A sender
         * @description Needs `connections:write`.
         */
        post: operations["createSender"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/senders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a sender
         * @description Needs `connections:write`.
         */
        patch: operations["changeSender"];
        trace?: never;
    };
    "/v1/sending-hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * At what hours people may be written to
         * @description Needs `workspace:read`.
         */
        get: operations["getSendingHours"];
        /**
         * Set the hours of sending
         * @description Needs `workspace:write`.
         */
        put: operations["setSendingHours"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The stages of a customer's life in their order, with how many people are in each
         * @description Needs `contacts:read`.
         */
        get: operations["listStages"];
        put?: never;
        /**
         * A stage behind the others; everybody is counted anew, as with each change of rules or order
         * @description Needs `segments:write`.
         */
        post: operations["createStage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a stage away; its people are where the other rules say
         * @description Needs `segments:write`.
         */
        delete: operations["removeStage"];
        options?: never;
        head?: never;
        /**
         * Rename a stage or change its rule
         * @description Needs `segments:write`.
         */
        patch: operations["changeStage"];
        trace?: never;
    };
    "/v1/stages/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put the stages into another order
         * @description Needs `segments:write`.
         */
        put: operations["orderStages"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stages/recount": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count everybody again, where a recount failed
         * @description Needs `segments:write`.
         */
        post: operations["recountStages"];
        /**
         * Leave the recount off: the stages are as they were before it
         * @description Needs `segments:write`.
         */
        delete: operations["cancelStageRecount"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stages/usual": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put in those of the usual stages that are missing
         * @description Needs `segments:write`.
         */
        post: operations["putUsualStages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All shops
         * @description Needs `contacts:read`.
         */
        get: operations["listStores"];
        /**
         * Create or change a shop by its external id
         * @description Needs `catalogue:write`.
         */
        put: operations["putStore"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Close a shop
         * @description Needs `catalogue:write`.
         */
        delete: operations["archiveStore"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tags in use
         * @description Needs `contacts:read`.
         */
        get: operations["listTags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tasks: open ones by when they are due, closed ones the latest first
         * @description Needs `tasks:read`.
         */
        get: operations["listTasks"];
        put?: never;
        /**
         * Something to be done about a person by a time
         * @description Needs `tasks:write`.
         */
        post: operations["createTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One task
         * @description Needs `tasks:read`.
         */
        get: operations["getTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Close with its outcome, put off, give to a colleague, or open again
         * @description Needs `tasks:write`.
         */
        patch: operations["changeTask"];
        trace?: never;
    };
    "/v1/tasks/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many tasks wait
         * @description Needs `tasks:read`.
         */
        get: operations["countTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Templates, newest first
         * @description Needs `content:read`.
         */
        get: operations["listTemplates"];
        put?: never;
        /**
         * A content with a name
         * @description Needs `content:write`.
         */
        post: operations["createTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One template
         * @description Needs `content:read`.
         */
        get: operations["getTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Save or archive
         * @description Needs `content:write`.
         */
        patch: operations["changeTemplate"];
        trace?: never;
    };
    "/v1/templates/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * As one person would get it, per medium
         * @description Needs `content:read`.
         */
        post: operations["previewTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a template to one address, to look at it; needs messages:write as well
         * @description Needs `content:write`.
         */
        post: operations["testTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A content that is not saved
         * @description Needs `content:read`.
         */
        post: operations["previewContent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The same with a content that is not saved
         * @description Needs `content:write`.
         */
        post: operations["testContent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tests of the last 30 days, newest first
         * @description Needs `messages:read`.
         */
        get: operations["listTests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One test and what became of it
         * @description Needs `messages:read`.
         */
        get: operations["getTest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/topics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What people can be written about
         * @description Needs `content:read`.
         */
        get: operations["listTopics"];
        put?: never;
        /**
         * A new topic
         * @description Needs `content:write`.
         */
        post: operations["createTopic"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/topics/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Retire a topic
         * @description Needs `content:write`.
         */
        delete: operations["archiveTopic"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/traits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Traits that contacts have
         * @description Needs `contacts:read`.
         */
        get: operations["listTraits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/working-hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When the staff works
         * @description Needs `workspace:read`.
         */
        get: operations["getWorkingHours"];
        /**
         * Set when the staff works
         * @description Needs `workspace:write`.
         */
        put: operations["setWorkingHours"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This workspace
         * @description Needs `workspace:read`.
         */
        get: operations["getWorkspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change this workspace
         * @description Needs `workspace:write`.
         */
        patch: operations["changeWorkspace"];
        trace?: never;
    };
    "/v1/workspace/environment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Go live, or back into the sandbox
         * @description Needs `workspace:write`.
         */
        put: operations["setEnvironment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A further workspace, which you own
         * @description Needs `workspace:write`.
         */
        post: operations["createWorkspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** ApiKey */
        ApiKey: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string | null;
            /** @description key_… */
            id: string;
            /** @enum {string} */
            kind: "secret" | "write";
            /** Format: date-time */
            last_used_at: string | null;
            name: string;
            /** @description The first characters, to recognise the key by */
            prefix: string;
            /** Format: date-time */
            revoked_at: string | null;
            scopes: string[];
        };
        /** Attempt */
        Attempt: {
            /** Format: date-time */
            accepted_at: string | null;
            address: string;
            /** Format: date-time */
            charged_at: string | null;
            /** Format: date-time */
            clicked_at: string | null;
            connection_id: string;
            /** Format: date-time */
            delivered_at: string | null;
            detail: string | null;
            /** Format: date-time */
            failed_at: string | null;
            /** @description att_… */
            id: string;
            late: boolean;
            medium: string;
            price_micro: number;
            /** Format: date-time */
            read_at: string | null;
            reason: string | null;
            /** Format: date-time */
            replied_at: string | null;
            segments: number | null;
            /** Format: date-time */
            started_at: string;
            /** @enum {string} */
            state: "sending" | "accepted" | "failed" | "unknown" | "withdrawn" | "retry";
            step: number;
            text: string | null;
            try: number;
        };
        /** AuditEntry */
        AuditEntry: {
            /** @description The operationId of the call */
            action: string;
            actor: {
                id: string;
                /** @enum {string} */
                kind: "user" | "key" | "system";
                name: string;
            };
            /** Format: date-time */
            at: string;
            id: string;
            ip: string | null;
            object: {
                id: string;
                type: string;
            } | null;
            request_id: string | null;
            summary: {
                [key: string]: unknown;
            };
        };
        /**
         * Because
         * @description A condition and the figures by which it holds
         */
        Because: {
            found: {
                [key: string]: unknown;
            } | null;
            holds: boolean;
            rule: components["schemas"]["Rule"];
        };
        /** BulkChange */
        BulkChange: {
            add_tags?: string[];
            archived?: boolean;
            ids: string[];
            remove_tags?: string[];
        };
        /** Call */
        Call: {
            /** Format: date-time */
            at: string;
            /** @description con_… */
            contact_id: string;
            /** @description false: this call was told before */
            recorded: boolean;
        };
        /** Campaign */
        Campaign: {
            audience: {
                [key: string]: unknown;
            };
            budget_micro: number | null;
            cascade: components["schemas"]["CascadeStep"][];
            /** @enum {string} */
            class: "marketing" | "transactional" | "one_time_code";
            content: {
                [key: string]: unknown;
            };
            content_key: string | null;
            /** Format: date-time */
            created_at: string;
            goal: {
                [key: string]: unknown;
            } | null;
            /** @description cmp_… */
            id: string;
            name: string;
            origin: string;
            rehearsal_run_id: string | null;
            run_id: string | null;
            schedule: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            state: "draft" | "scheduled" | "sending" | "paused" | "done" | "stopped";
            topic_id: string;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        /** CampaignChange */
        CampaignChange: {
            archived?: boolean;
            audience?: {
                /** @description seg_… */
                segment_id: string;
            } | {
                rule: components["schemas"]["Rule"];
            };
            budget_micro?: number | null;
            cascade?: components["schemas"]["CascadeStep"][];
            /** @enum {string} */
            class?: "marketing" | "transactional" | "one_time_code";
            content?: {
                /** @description BCP 47, for example uk, zh-Hant, en-GB */
                default_locale: string;
                locales: {
                    [key: string]: {
                        core: {
                            /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                            body: string;
                            buttons: {
                                label: string;
                                /** @description http, https, mailto or tel; may contain Liquid */
                                url: string;
                            }[];
                            headline: string;
                            picture?: {
                                alt: string;
                                /** @description http, https, mailto or tel; may contain Liquid */
                                url: string;
                            };
                        };
                        overrides?: {
                            email?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description A whole MJML document instead of ours */
                                mjml?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                preheader?: string;
                                subject?: string;
                                /** @description The plain-text part */
                                text?: string;
                            };
                            push?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                                /** @description http, https, mailto or tel; may contain Liquid */
                                url?: string;
                            };
                            sms?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description The whole SMS: picture and buttons are not appended */
                                text?: string;
                            };
                            telegram?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                            };
                            viber?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                            };
                            whatsapp?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                            };
                        };
                    };
                };
            };
            content_key?: string | null;
            goal?: {
                event?: string;
                /** @enum {string} */
                kind: "click" | "reply" | "event";
                within_days: number;
            } | null;
            name?: string;
            schedule?: {
                /** Format: date-time */
                send_at?: string;
                /** @description A wall-clock time, in the zone of each person */
                send_local?: string;
            };
            topic_id?: string;
            /** @description The version you edited; another one stored meanwhile answers 412 */
            version?: number;
        };
        /** CampaignMoved */
        CampaignMoved: {
            id: string;
            run_id: string | null;
            state: string;
            total: number | null;
        };
        /** CampaignRow */
        CampaignRow: {
            /** @enum {string} */
            class: "marketing" | "transactional" | "one_time_code";
            /** Format: date-time */
            created_at: string;
            /** @description cmp_… */
            id: string;
            media: string[];
            name: string;
            origin: string;
            run_id: string | null;
            schedule: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            state: "draft" | "scheduled" | "sending" | "paused" | "done" | "stopped";
            totals: components["schemas"]["Totals"] | null;
            /** Format: date-time */
            updated_at: string;
        };
        /** CapUse */
        CapUse: {
            class: string;
            max: number;
            name: string;
            /** @enum {string} */
            per: "day" | "week";
            /** Format: date */
            period_start: string;
            /** @description frq_… */
            rule_id: string;
            topic_id: string;
            used: number;
        };
        /** Cascade */
        Cascade: {
            /** Format: date-time */
            created_at: string;
            /** @description csc_… */
            id: string;
            name: string;
            starter: boolean;
            steps: components["schemas"]["CascadeStep"][];
            /** Format: date-time */
            updated_at: string;
        };
        /** CascadeChange */
        CascadeChange: {
            archived?: boolean;
            name?: string;
            steps?: components["schemas"]["CascadeStep"][];
        };
        /** CascadeStep */
        CascadeStep: {
            /** @description Several go out together; the first success closes the step. "preferred" is the medium that the person asked for */
            media: ("email" | "sms" | "viber" | "whatsapp" | "telegram" | "push" | "preferred")[];
            /** @enum {string} */
            success: "accepted" | "delivered" | "read" | "clicked";
            /** @description Seconds after the hand-over in which success must come */
            within_s: number;
        };
        /** ChangedStage */
        ChangedStage: {
            /** @description Of them by somebody's hand */
            by_hand: number;
            /** @description Time alone moves people in and out of its rule */
            by_time: boolean;
            /** Format: date-time */
            created_at: string;
            /** @description stg_… */
            id: string;
            /** @description What templates and rules call it; it never changes */
            key: string;
            name: string | null;
            /** @description Who is in it now */
            people: number;
            recount: components["schemas"]["Recount"] | null;
            rule: components["schemas"]["Rule"];
            /** @description New: people come to be in it when the recount is done */
            to_be: boolean;
            /** Format: date-time */
            updated_at: string;
        };
        /** Channel */
        Channel: {
            can: {
                [key: string]: unknown;
            };
            default_limits: components["schemas"]["Limits"];
            id: string;
            media: ("email" | "sms" | "viber" | "whatsapp" | "telegram" | "push")[];
            name: string;
            settings: {
                [key: string]: unknown;
            };
        };
        /** ChatLink */
        ChatLink: {
            connection: string;
            /** @description cnn_… */
            connection_id: string;
            /** @enum {string} */
            medium: "email" | "sms" | "viber" | "whatsapp" | "telegram" | "push";
            /** @description The person has opened it already */
            opened: boolean;
            url: string | null;
        };
        /** Check */
        Check: {
            lines: {
                /** @description What the line says, apart from its values; absent in a check of an older version */
                code?: string;
                ok: boolean;
                remedy?: string;
                text: string;
            }[];
            ok: boolean;
        };
        /** Commerce */
        Commerce: {
            average_micro: number | null;
            cart: {
                currency: string | null;
                items: {
                    [key: string]: unknown;
                }[];
                total_micro: number | null;
                /** Format: date-time */
                updated_at: string;
                url: string | null;
            } | null;
            currency: string;
            favourite: {
                category: {
                    key: string;
                    n: number;
                    name: string | null;
                } | null;
                product: {
                    key: string;
                    n: number;
                    name: string | null;
                } | null;
                store: {
                    key: string;
                    n: number;
                    name: string | null;
                } | null;
            };
            /** Format: date-time */
            first_at: string | null;
            /** @description In other currencies: counted, not summed */
            foreign_orders: number;
            interests: {
                adds: number;
                bought: number;
                category: string | null;
                /** Format: date-time */
                last_at: string;
                name: string | null;
                product_key: string;
                views: number;
                wished: boolean;
            }[];
            /** Format: date-time */
            last_at: string | null;
            orders: number;
            recent: components["schemas"]["Order"][];
            revenue_micro: number;
        };
        /** Company */
        Company: {
            external_id: string;
            id: string;
            name: string | null;
            traits: {
                [key: string]: unknown;
            };
        };
        /** Computed */
        Computed: {
            /** @description con_… */
            contact_id: string;
            /** Format: date-time */
            first_seen_at: string | null;
            /** Format: date-time */
            last_seen_at: string | null;
            media: components["schemas"]["ComputedMedium"][];
            preferred: {
                /** @description 0 to 1: how sure, by how much is known; 1 where stated */
                certainty: number;
                /** @description answers, clicks and readings out of messages sent */
                from: string;
                medium: string;
                /** @description Whether the person said so; else it was learned */
                stated: boolean;
                /** @description Whether a step by the person's own channel goes there */
                used: boolean;
            } | null;
            rfm: {
                /** @enum {string} */
                class: "champion" | "loyal" | "new" | "at_risk" | "cooling" | "lost_regular" | "lost";
                days_since_last: number;
                /** Format: date-time */
                last_at: string;
                orders: number;
                revenue_micro: number;
            } | null;
            /** Format: date-time */
            since: string;
            wishes: {
                closes: string | null;
                digest: ("day" | "week") | null;
                max_per_week: number | null;
                opens: string | null;
                /** Format: date-time */
                paused_until: string | null;
            } | null;
        };
        /** ComputedMedium */
        ComputedMedium: {
            best_hour: {
                /** @description On the person's clock */
                hour: number;
                /** @description Signs of life in that hour */
                of: number;
                /** @description Of so many in all */
                signs: number;
            } | null;
            clicked: number;
            delivered: number;
            medium: string;
            read: number;
            replied: number;
            sent: number;
        };
        /** ComputedTrait */
        ComputedTrait: {
            /** Format: date-time */
            created_at: string;
            /** @description trt_… */
            id: string;
            /** @enum {string} */
            kind: "text" | "number" | "boolean" | "date";
            /** @description People looked at so far, while computing */
            looked_at: number;
            name: string;
            /** @description Of so many */
            people: number;
            /** Format: date-time */
            refreshed_at: string | null;
            rule: components["schemas"]["ComputedTraitRule"];
            /** @enum {string} */
            state: "computing" | "current";
            /** Format: date-time */
            updated_at: string;
        };
        /** ComputedTraitChange */
        ComputedTraitChange: {
            rule: components["schemas"]["ComputedTraitRule"];
        };
        /** ComputedTraitRule */
        ComputedTraitRule: {
            /** @enum {string} */
            fn: "count" | "sum" | "average" | "min" | "max" | "first" | "last" | "most_frequent" | "first_at" | "last_at";
            /** @description Only events so young; values grow old by themselves */
            in_last_days?: number;
            /** @description Of the event; for all but count, first_at and last_at */
            property?: string;
            /** @description The kind of event, such as Order Completed */
            type: string;
            where?: {
                /** @enum {string} */
                op: "is" | "is_not" | "in" | "contains" | "starts_with" | "gt" | "gte" | "lt" | "lte" | "before" | "after" | "in_last_days" | "not_in_last_days" | "in_next_days" | "exists" | "not_exists";
                property: string;
                value?: (string | number | boolean) | (string | number | boolean)[];
            }[];
        };
        /** Connection */
        Connection: {
            channel: string;
            checked: {
                at: string;
                lines: {
                    /** @description What the line says, apart from its values; absent in a check of an older version */
                    code?: string;
                    ok: boolean;
                    remedy?: string;
                    text: string;
                }[];
                ok: boolean;
            } | null;
            /** Format: date-time */
            created_at: string;
            enabled: boolean;
            /** @enum {string} */
            environment: "sandbox" | "live";
            halted: {
                at: string;
                code?: string;
                /** @description What the provider said; `carillon:CODE` and what follows it is what this server says of it, and what it heard */
                reason: string;
            } | null;
            /** @description cnn_… */
            id: string;
            limit_today: number | null;
            limits: components["schemas"]["Limits"];
            media: ("email" | "sms" | "viber" | "whatsapp" | "telegram" | "push")[];
            name: string;
            secrets: string[];
            settings: {
                [key: string]: unknown;
            };
            /** @description How many sending processes may work it side by side; what it allows holds over all of them */
            shares: number;
            /** Format: date-time */
            updated_at: string;
            used_today: number | null;
            webhook_url: string | null;
        };
        /** ConnectionChange */
        ConnectionChange: {
            archived?: boolean;
            enabled?: boolean;
            limits?: components["schemas"]["Limits"];
            name?: string;
            settings?: {
                [key: string]: unknown;
            };
            /** @description How many sending processes may work it side by side; what it allows holds over all of them */
            shares?: number;
        };
        /** Consent */
        Consent: {
            /** Format: date-time */
            at: string;
            medium: string;
            source: string;
            /** @enum {string} */
            state: "opted_in" | "opted_out";
            topic_id: string;
        };
        /** ConsentEntry */
        ConsentEntry: {
            /** Format: date-time */
            at: string;
            /** @description con_… */
            contact_id: string;
            id: string;
            medium: string;
            /** @enum {string} */
            origin: "live" | "sandbox" | "demo";
            proof: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            recorded_at: string;
            source: string;
            /** @enum {string} */
            state: "opted_in" | "opted_out" | "taken_back";
            text_id: string | null;
            /** Format: date-time */
            text_since: string | null;
            topic_id: string;
        };
        /** ConsentInput */
        ConsentInput: {
            /** Format: date-time */
            at?: string;
            /** @description The person has confirmed it already, or said it in person; proof is required. Where a double opt-in applies, an unconfirmed yes waits until they do */
            confirmed?: boolean;
            /** @enum {string} */
            medium: "email" | "sms" | "viber" | "whatsapp" | "telegram" | "push" | "*";
            /** @description What shows it: `text` is the sentence the person saw, `ip` where they were; anything else is kept beside */
            proof?: {
                [key: string]: unknown;
            };
            /** @description Where the person said so */
            source: string;
            /** @enum {string} */
            state: "opted_in" | "opted_out";
            topic_id?: string;
        };
        /** ConsentRequest */
        ConsentRequest: {
            /** Format: date-time */
            asked_at: string | null;
            /** Format: date-time */
            confirmed_at: string | null;
            /** @description con_… */
            contact_id: string;
            /** Format: date-time */
            expires_at: string;
            /** @description crq_… */
            id: string;
            medium: string;
            message_id: string | null;
            proof: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            requested_at: string;
            source: string;
            /** @enum {string} */
            state: "open" | "confirmed" | "withdrawn" | "expired";
            topic_id: string;
        };
        /** ConsentRule */
        ConsentRule: {
            ask_by_message: boolean | null;
            /** @description ISO 3166-1 alpha-2, or * for everybody */
            country: string;
            double_opt_in: boolean | null;
            /** @description Absent or *: every topic */
            topic_id?: string;
        };
        /** ConsentRules */
        ConsentRules: {
            rules: components["schemas"]["ConsentRule"][];
        };
        /** ConsentRulesView */
        ConsentRulesView: {
            /** @description What holds for these countries until a rule says otherwise */
            by_law: components["schemas"]["ConsentRule"][];
            rules: components["schemas"]["ConsentRule"][];
        };
        /** Contact */
        Contact: {
            /** @description A visitor of whom only the browser is known */
            anonymous: boolean;
            /** Format: date-time */
            archived_at: string | null;
            call_name: string | null;
            companies: components["schemas"]["Company"][];
            /** @description Media with a marketing consent that holds */
            consented: string[];
            consents: components["schemas"]["Consent"][];
            /** @description The contacts that are this one person; more than one after a merge */
            contacts: string[];
            country: string | null;
            /** Format: date-time */
            created_at: string;
            devices: components["schemas"]["Device"][];
            email: string | null;
            endpoints: components["schemas"]["Endpoint"][];
            family_name: string | null;
            given_name: string | null;
            /** @description con_… */
            id: string;
            identities: components["schemas"]["Identity"][];
            imports: {
                file_name: string;
                id: string;
            }[];
            /** Format: date-time */
            last_seen_at: string | null;
            locale: string | null;
            /** @description Media on which an endpoint is active */
            media: ("email" | "sms" | "viber" | "whatsapp" | "telegram" | "push")[];
            name: string | null;
            /** @enum {string} */
            origin: "live" | "demo";
            patronymic: string | null;
            /** @description The first contact of the person; the profile carries its id */
            person_id: string;
            phone: string | null;
            /** @description Points by the rules of the lead score */
            score: number;
            stage: {
                key: string;
                name: string | null;
            } | null;
            tags: string[];
            time_zone: string;
            /** @description Nobody stated the zone: it follows from the phone's country or the workspace */
            time_zone_assumed: boolean;
            traits: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            updated_at: string;
        };
        /** ContactChange */
        ContactChange: {
            /** @description One that the contact has already takes the operator stated; null clears it */
            add_identities?: {
                /** @enum {string} */
                kind: "email" | "phone" | "external_id" | "anonymous_id" | "telegram_id" | "push_token";
                operator?: string | null;
                value: string;
            }[];
            add_tags?: string[];
            archived?: boolean;
            call_name?: string | null;
            family_name?: string | null;
            given_name?: string | null;
            locale?: string | null;
            name?: string | null;
            patronymic?: string | null;
            remove_tags?: string[];
            time_zone?: string | null;
            traits?: {
                [key: string]: string | number | boolean | null;
            };
        };
        /** ContactRow */
        ContactRow: {
            /** @description A visitor of whom only the browser is known */
            anonymous: boolean;
            call_name: string | null;
            /** @description Media with a marketing consent that holds */
            consented: string[];
            country: string | null;
            /** Format: date-time */
            created_at: string;
            email: string | null;
            /** @description con_… */
            id: string;
            /** Format: date-time */
            last_seen_at: string | null;
            locale: string | null;
            /** @description Media on which an endpoint is active */
            media: ("email" | "sms" | "viber" | "whatsapp" | "telegram" | "push")[];
            name: string | null;
            /** @enum {string} */
            origin: "live" | "demo";
            phone: string | null;
            /** @description Points by the rules of the lead score */
            score: number;
            stage: {
                key: string;
                name: string | null;
            } | null;
            tags: string[];
        };
        /** ContactScore */
        ContactScore: {
            /** @description The rules that give points now, and from what */
            parts: {
                name: string | null;
                points: number;
                rule: components["schemas"]["Rule"];
                times: number | null;
            }[];
            score: number;
        };
        /** ContactStage */
        ContactStage: {
            /** @description The conditions of the stage by the rules that hold, with their figures now */
            because: components["schemas"]["Because"][];
            by_rules: components["schemas"]["StageName"] | null;
            held: {
                /** Format: date-time */
                at: string;
                by: string;
                note: string;
            } | null;
            since: string | null;
            stage: components["schemas"]["StageName"] | null;
        };
        /** CounterCustomer */
        CounterCustomer: {
            /** @description What the QR code of their card says */
            card: string;
            cart: {
                items: {
                    [key: string]: unknown;
                }[];
                /** Format: date-time */
                updated_at: string;
            } | null;
            consents: {
                /** Format: date-time */
                at: string;
                medium: string;
                /** @enum {string} */
                state: "opted_in" | "opted_out";
            }[];
            /** @description con_… */
            contact_id: string;
            currency: string;
            email: string | null;
            /** Format: date-time */
            last_at: string | null;
            locale: string | null;
            name: string | null;
            orders: number;
            phone: string | null;
            recent: components["schemas"]["Order"][];
            revenue_micro: number;
            viewed: {
                /** Format: date-time */
                last_at: string;
                name: string | null;
                product_key: string;
                wished: boolean;
            }[];
            /** @description Ordered online, to be handed over here */
            waiting: components["schemas"]["Order"][];
        };
        /** CounterDesk */
        CounterDesk: {
            stores: {
                city: string | null;
                external_id: string;
                name: string;
            }[];
            topics: {
                description: {
                    [key: string]: unknown;
                };
                /** @description top_… */
                id: string;
                name: {
                    [key: string]: unknown;
                };
            }[];
        };
        /** CounterFound */
        CounterFound: {
            customers: components["schemas"]["CounterCustomer"][];
        };
        /** CounterGoods */
        CounterGoods: {
            availability: string | null;
            brand: string | null;
            category: string | null;
            currency: string | null;
            external_id: string;
            name: string;
            price_micro: number | null;
            sale_price_micro: number | null;
        };
        /** CreatedApiKey */
        CreatedApiKey: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string | null;
            /** @description key_… */
            id: string;
            /** @description Shown this once */
            key: string;
            /** @enum {string} */
            kind: "secret" | "write";
            /** Format: date-time */
            last_used_at: string | null;
            name: string;
            /** @description The first characters, to recognise the key by */
            prefix: string;
            /** Format: date-time */
            revoked_at: string | null;
            scopes: string[];
        };
        /** CreatedInvitation */
        CreatedInvitation: {
            /** Format: date-time */
            created_at: string;
            email: string;
            /** Format: date-time */
            expires_at: string;
            /** @description inv_… */
            id: string;
            /** @enum {string} */
            role: "owner" | "admin" | "marketer" | "agent" | "counter";
            /** @description Shown this once; give it to the person */
            url: string;
        };
        /**
         * DayOff
         * @description off: nobody works; work: a weekend day that is worked, with the hours of a Monday
         */
        DayOff: {
            country: string;
            /** Format: date */
            date: string;
            /** @description dof_… */
            id: string;
            /** @enum {string} */
            kind: "off" | "work";
            name: string;
        };
        /** DayOffInput */
        DayOffInput: {
            country: string;
            /** Format: date */
            date: string;
            /** @enum {string} */
            kind: "off" | "work";
            name?: string;
        };
        /** DaysOffImport */
        DaysOffImport: {
            days: components["schemas"]["DayOffInput"][];
        };
        /** DaysSaved */
        DaysSaved: {
            saved: number;
        };
        /** Demo */
        Demo: {
            /** @description A share: 0 to 1 */
            progress: number;
            /** @enum {string} */
            status: "absent" | "loading" | "loaded" | "removing" | "failed";
        };
        /** Device */
        Device: {
            device: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            first_seen_at: string;
            /** @description The anonymous id of a browser or app */
            key: string;
            /** Format: date-time */
            last_seen_at: string;
            locale: string | null;
            user_agent: string | null;
        };
        /** Endpoint */
        Endpoint: {
            address: string;
            country: string | null;
            /** @description end_… */
            id: string;
            /** @enum {string} */
            medium: "email" | "sms" | "viber" | "whatsapp" | "telegram" | "push";
            operator: string | null;
            /** @enum {string} */
            state: "active" | "bounced" | "blocked" | "invalid";
            /** Format: date-time */
            state_at: string | null;
            state_reason: string | null;
        };
        /** Estimate */
        Estimate: {
            /** @description People in all */
            base: number;
            count: number;
            exact: boolean;
            /** @description to here in 19 of 20 draws */
            high: number;
            /** @description The number lies from here */
            low: number;
        };
        /** Event */
        Event: {
            /** @description A visitor of whom only the browser is known */
            anonymous: boolean;
            /** Format: date-time */
            at: string;
            contact_id: string | null;
            contact_name: string | null;
            id: string;
            origin: string;
            properties: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            received_at: string;
            source: string;
            type: string;
        };
        /** Found */
        Found: {
            /** @description Days since the day came round */
            ago?: number | null;
            /** @description When it happened last, or the date that is compared */
            at?: string | null;
            /** @description Days from the first event of a sequence to the second one at the soonest, or until the day comes round */
            days?: number | null;
            /** @description The class of buyer, or the key of the stage */
            kind?: string | null;
            /** @description Where in the draw the person stands */
            percent?: number | null;
            /** @description The text that is compared */
            text?: string | null;
            /** @description How often it happened */
            times?: number | null;
            /** @description The sum or number that is compared */
            value?: number | null;
        };
        /**
         * FrequencyRule
         * @description At most so many messages to one person in a day or week where that person is
         */
        FrequencyRule: {
            /** @enum {string} */
            class: "*" | "marketing" | "transactional";
            /** Format: date-time */
            created_at: string;
            enabled: boolean;
            /** @description frq_… */
            id: string;
            max: number;
            /** @description Shown beside a refusal; may be empty */
            name: string;
            /** @enum {string} */
            per: "day" | "week";
            /** @description * for every topic */
            topic_id: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** FrequencyRuleChange */
        FrequencyRuleChange: {
            /** @enum {string} */
            class?: "*" | "marketing" | "transactional";
            enabled?: boolean;
            max?: number;
            /** @description Shown beside a refusal; may be empty */
            name?: string;
            /** @enum {string} */
            per?: "day" | "week";
            /** @description * for every topic */
            topic_id?: string;
        };
        /**
         * HandOverRule
         * @description Whoever enters the stage, or comes to so many points, becomes a task, and never two open ones
         */
        HandOverRule: {
            assignee_id: string | null;
            /** Format: date-time */
            created_at: string;
            enabled: boolean;
            /** @description hor_… */
            id: string;
            note: string;
            open_tasks: number;
            stage_id: string | null;
            threshold: number | null;
            title: string;
            /** Format: date-time */
            updated_at: string;
            /** @description Working hours from now, by the working hours and days off of the workspace */
            within_hours: number;
        };
        /** HandOverRuleChange */
        HandOverRuleChange: {
            assignee_id?: string | null;
            enabled?: boolean;
            note?: string;
            stage_id?: string | null;
            threshold?: number | null;
            title?: string;
            /** @description Working hours from now, by the working hours and days off of the workspace */
            within_hours?: number;
        };
        /** Home */
        Home: {
            alerts: {
                code: string;
                connection_id: string | null;
                /** @description What the provider said; `carillon:CODE` and what follows it is what this server says of it, and what it heard */
                detail: string;
                /** @description The connection's name */
                name: string;
                /** @description Why, as a code */
                reason: string | null;
            }[];
            checklist: {
                detail: string;
                done: boolean;
                /** @enum {string} */
                id: "contacts" | "rehearsal" | "mail" | "sms" | "messenger" | "public_url" | "team";
            }[];
            /** @description An estimate above 10,000 */
            contacts: number;
            /** @enum {string} */
            environment: "sandbox" | "live";
            /** Format: date-time */
            marketing_held_at: string | null;
            reachable: {
                count: number;
                medium: string;
            }[];
            unread_replies: number;
        };
        /** Identity */
        Identity: {
            /** @description con_… */
            contact_id: string;
            /** @description idn_… */
            id: string;
            kind: string;
            value: string;
            /** Format: date-time */
            verified_at: string | null;
        };
        /** IdentityRules */
        IdentityRules: {
            /** @description When a shared identity makes two contacts one person: always, when somebody trustworthy says so (a secret key, staff), or never; else it is suggested */
            kinds: {
                /** @enum {string} */
                anonymous_id: "always" | "verified" | "never";
                /** @enum {string} */
                email: "always" | "verified" | "never";
                /** @enum {string} */
                phone: "always" | "verified" | "never";
            };
            /** @description A person of more contacts than this is a runaway merge and is not made */
            max_contacts: number;
        };
        /** Import */
        Import: {
            cancel_requested: boolean;
            counts: components["schemas"]["ImportCounts"];
            /** Format: date-time */
            created_at: string;
            created_by: string;
            error: string | null;
            file_name: string;
            file_size_bytes: number;
            /** Format: date-time */
            finished_at: string | null;
            /** @description imp_… */
            id: string;
            /** @enum {string} */
            kind: "contacts" | "orders" | "events" | "products";
            remembered?: components["schemas"]["ImportRemembered"] | null;
            rows_done: number;
            rows_total: number | null;
            settings: components["schemas"]["ImportSettings"] | null;
            sniffed: components["schemas"]["ImportFile"];
            /** Format: date-time */
            started_at: string | null;
            /** @enum {string} */
            state: "uploaded" | "checking" | "checked" | "running" | "done" | "cancelled" | "failed" | "undoing" | "undone";
            undo: components["schemas"]["ImportUndone"] | null;
            /**
             * Format: date-time
             * @description It can be undone until then
             */
            undo_until: string | null;
        };
        /**
         * ImportColumn
         * @description `trait` names the trait, or the property of an event
         */
        ImportColumn: {
            index: number;
            /** @enum {string} */
            target: "ignore" | "name" | "given_name" | "family_name" | "patronymic" | "call_name" | "full_name_fio" | "email" | "phone" | "phone_operator" | "external_id" | "locale" | "time_zone" | "tags" | "trait" | "consent" | "consent_media" | "consent_date" | "opt_out" | "order_id" | "order_at" | "total" | "refund" | "currency" | "order_state" | "coupon" | "store" | "item_id" | "item_name" | "item_price" | "item_quantity" | "item_category" | "item_brand" | "items" | "event_name" | "event_at" | "event_id" | "property" | "product_id" | "product_name" | "description" | "url" | "image_url" | "category" | "brand" | "price" | "sale_price" | "availability";
            trait?: {
                name: string;
                /** @enum {string} */
                type: "text" | "number" | "boolean" | "date";
            };
        };
        /** ImportConsent */
        ImportConsent: {
            /** @enum {string} */
            applies: "column" | "none";
            /** @description What a "yes" allows where no column of media says otherwise */
            media?: ("email" | "sms" | "viber" | "whatsapp" | "telegram" | "push" | "*")[];
            /** @enum {string} */
            no_means?: "nothing" | "opted_out";
            /** @description Where these people said so: a form, a counter, a contract. Needed with applies=column */
            source?: string;
            /** @description The topic it is for; all when absent */
            topic_id?: string;
        };
        /** ImportCounts */
        ImportCounts: {
            dry: components["schemas"]["ImportTally"] | null;
            preview: components["schemas"]["ImportPreviewRow"][] | null;
            reach: components["schemas"]["ImportReach"] | null;
            run: components["schemas"]["ImportTally"] | null;
        };
        /** ImportFile */
        ImportFile: {
            columns: components["schemas"]["ImportFileColumn"][];
            delimiter: string | null;
            encoding: string | null;
            /** @enum {string} */
            format: "csv" | "xlsx";
            header: boolean;
            rows_estimate: number;
            sheets: string[] | null;
            suggested_settings: components["schemas"]["ImportSettings"];
        };
        /** ImportFileColumn */
        ImportFileColumn: {
            index: number;
            name: string;
            samples: string[];
            suggestion: components["schemas"]["ImportSuggestion"];
        };
        /** ImportKept */
        ImportKept: {
            contact_id: string | null;
            /** @enum {string} */
            kind: "contact" | "order" | "event" | "product" | "basket";
            name: string | null;
            reason: string;
            /** @description The id of a contact, the number of an order or a product */
            ref: string;
        };
        /** ImportPreview */
        ImportPreview: {
            columns: string[];
            rows: components["schemas"]["ImportPreviewRow"][];
        };
        /** ImportPreviewRow */
        ImportPreviewRow: {
            cells: string[];
            contact: {
                [key: string]: unknown;
            } | null;
            made?: {
                [key: string]: unknown;
            } | null;
            problems: components["schemas"]["ImportProblem"][];
            /** @description By field: email, phone, name, … */
            repaired: {
                [key: string]: components["schemas"]["ImportRepair"];
            };
            row: number;
        };
        /** ImportProblem */
        ImportProblem: {
            code: string;
            column: number | null;
            message: string;
            /** @description Which item of a list in the cell, and what it says: 3: "Tea x -1" */
            place?: string;
            /** @enum {string} */
            severity: "refused" | "warning";
        };
        /** ImportReach */
        ImportReach: {
            /** @description People, however many of their addresses the file has */
            contacts: number;
            media: {
                /** @description And a consent about the topic of the import that holds */
                consented: number;
                /** @description People with an address that works */
                endpoints: number;
                /** @enum {string} */
                medium: "email" | "sms" | "viber" | "whatsapp" | "telegram" | "push";
            }[];
        };
        /**
         * ImportRemembered
         * @description How the last file with the same columns was read, fit for this one
         */
        ImportRemembered: {
            /** Format: date-time */
            at: string;
            file_name: string;
            /** @description imp_… */
            import_id: string;
            settings: components["schemas"]["ImportSettings"];
        };
        /** ImportRepair */
        ImportRepair: {
            from: string;
            to: string;
        };
        /** ImportRow */
        ImportRow: {
            /** Format: date-time */
            created_at: string;
            created_by: string;
            error: string | null;
            file_name: string;
            file_size_bytes: number;
            /** Format: date-time */
            finished_at: string | null;
            /** @description imp_… */
            id: string;
            /** @enum {string} */
            kind: "contacts" | "orders" | "events" | "products";
            rows_done: number;
            rows_total: number | null;
            run: components["schemas"]["ImportTally"] | null;
            /** Format: date-time */
            started_at: string | null;
            /** @enum {string} */
            state: "uploaded" | "checking" | "checked" | "running" | "done" | "cancelled" | "failed" | "undoing" | "undone";
        };
        /** ImportSettings */
        ImportSettings: {
            /** @description Columns that are not listed are ignored */
            columns: components["schemas"]["ImportColumn"][];
            consent: components["schemas"]["ImportConsent"];
            /** @description Of orders and products, where the file names none; the workspace's unless said */
            currency?: string;
            /** @enum {string} */
            date_order: "dmy" | "mdy" | "ymd";
            /** @enum {string} */
            decimal: "." | ",";
            /** @enum {string} */
            delimiter?: "," | ";" | "\t" | "|";
            /** @enum {string} */
            encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1251" | "koi8-u" | "windows-1252" | "gb18030" | "big5" | "shift_jis" | "euc-kr";
            /** @description What happened, where every row of a file of events tells of the same */
            event?: string;
            /** @description The first row names the columns */
            header: boolean;
            /** @enum {string} */
            mode: "upsert" | "create" | "update";
            /** @description By whose rules a number without a country code is read */
            phone_country: string;
            sheet?: string;
            tags: string[];
        };
        /** ImportSuggestion */
        ImportSuggestion: {
            /** @description 0 to 1 */
            confidence: number;
            /** @enum {string} */
            reason: "header" | "content" | "header_and_content" | "report" | "none";
            /** @enum {string} */
            target: "ignore" | "name" | "given_name" | "family_name" | "patronymic" | "call_name" | "full_name_fio" | "email" | "phone" | "phone_operator" | "external_id" | "locale" | "time_zone" | "tags" | "trait" | "consent" | "consent_media" | "consent_date" | "opt_out" | "order_id" | "order_at" | "total" | "refund" | "currency" | "order_state" | "coupon" | "store" | "item_id" | "item_name" | "item_price" | "item_quantity" | "item_category" | "item_brand" | "items" | "event_name" | "event_at" | "event_id" | "property" | "product_id" | "product_name" | "description" | "url" | "image_url" | "category" | "brand" | "price" | "sale_price" | "availability";
            trait?: {
                name: string;
                /** @enum {string} */
                type: "text" | "number" | "boolean" | "date";
            };
        };
        /** ImportTally */
        ImportTally: {
            consents: {
                [key: string]: number;
            };
            create: number;
            /** @description Rows about somebody, or something, of an earlier row */
            duplicates: number;
            kept_opt_outs: number;
            /** @description Rows that are a further line of an order of an earlier row */
            lines?: number;
            opt_outs: number;
            refused: {
                [key: string]: number;
            };
            repaired_emails: number;
            repaired_names: number;
            repaired_phones: number;
            rows: number;
            unchanged: number;
            update: number;
            warnings: {
                [key: string]: number;
            };
        };
        /**
         * ImportUndo
         * @description What an undo would take away, put back and leave
         */
        ImportUndo: {
            /** @description Everything was looked at; else the first of each kind, as many as looked_at says */
            complete: boolean;
            /** @description What holds of consents and opt-outs by this import: taken back */
            consents: number;
            counts: {
                /** @description By reason: changed since, bought, replied, messaged, consented, active, imported */
                kept: {
                    [key: string]: number;
                };
                /** @enum {string} */
                kind: "contact" | "order" | "event" | "product" | "basket";
                looked_at: number;
                /** @description Made by the import and untouched since */
                removed: number;
                /** @description Changed by it: earlier values are put back */
                restored: number;
                total: number;
            }[];
            people: number;
            /** Format: date-time */
            until: string;
        };
        /**
         * ImportUndone
         * @description How far the import is taken back
         */
        ImportUndone: {
            /** Format: date-time */
            began_at: string;
            /** @description Entries of the ledger that were taken back */
            consents: number;
            done: number;
            /** Format: date-time */
            ended_at?: string;
            /** @description What stayed, by kind and reason: contact.bought */
            kept: {
                [key: string]: number;
            };
            removed: {
                [key: string]: number;
            };
            restored: {
                [key: string]: number;
            };
            total: number;
        };
        /** InterestedPerson */
        InterestedPerson: {
            adds: number;
            bought: number;
            /** @description con_… */
            contact_id: string;
            /** Format: date-time */
            last_at: string;
            name: string | null;
            views: number;
            wished: boolean;
        };
        /** Invitation */
        Invitation: {
            /** Format: date-time */
            created_at: string;
            email: string;
            /** Format: date-time */
            expires_at: string;
            /** @description inv_… */
            id: string;
            /** @enum {string} */
            role: "owner" | "admin" | "marketer" | "agent" | "counter";
        };
        /** Limits */
        Limits: {
            concurrency?: number;
            per_day?: number;
            per_second?: number;
            /** @description A new sender begins with so many a day */
            warm_up_from?: number;
            /** @description And so many percent more each day (50), up to per_day */
            warm_up_growth?: number;
            /** @description Its first day; the day it was set where this is absent */
            warm_up_since?: string;
        };
        /** Me */
        Me: {
            user: {
                email: string;
                id: string;
                locale: string | null;
                name: string;
            };
            workspace: {
                country: string;
                /** @description ISO 4217 */
                currency: string;
                /** @description BCP 47 */
                default_locale: string;
                /** @enum {string} */
                environment: "sandbox" | "live";
                /** @description wks_… */
                id: string;
                /** Format: date-time */
                marketing_held_at: string | null;
                month_budget_micro: number | null;
                name: string;
                permissions: ("workspace:read" | "workspace:write" | "members:read" | "members:write" | "keys:write" | "audit:read" | "contacts:read" | "contacts:write" | "contacts:export" | "contacts:erase" | "imports:write" | "consents:write" | "events:write" | "segments:read" | "segments:write" | "content:read" | "content:write" | "campaigns:read" | "campaigns:write" | "campaigns:launch" | "messages:read" | "messages:write" | "marketing:hold" | "catalogue:write" | "orders:write" | "counter:use" | "calls:write" | "replies:read" | "replies:write" | "tasks:read" | "tasks:write" | "connections:read" | "connections:write" | "sandbox:read" | "sandbox:write")[];
                role: ("owner" | "admin" | "marketer" | "agent" | "counter") | null;
                /** @description IANA */
                time_zone: string;
                uses: string[];
            };
            workspaces: {
                id: string;
                name: string;
                role: string;
            }[];
        };
        /** Member */
        Member: {
            /** Format: date-time */
            created_at: string;
            email: string;
            name: string;
            /** @enum {string} */
            role: "owner" | "admin" | "marketer" | "agent" | "counter";
            user_id: string;
        };
        /** Membership */
        Membership: {
            /** @description Time alone moves people in and out: everybody is looked at every ten minutes */
            by_time: boolean;
            /** @description Who came within the last 24 hours and is still in */
            entered_day: number;
            /** @description And how long that took */
            look_ms: number | null;
            /** @description When everybody was looked at last */
            looked_at: string | null;
            /** @description People in it now */
            members: number;
        };
        /** Merge */
        Merge: {
            /** @description con_… */
            absorbed_id: string;
            /** Format: date-time */
            at: string;
            by: string;
            /** @description The contacts that moved */
            contacts: string[];
            /** @description mrg_… */
            id: string;
            /** @description con_… */
            person_id: string;
            /** @description anonymous_id, email, phone, alias, staff: what made them one */
            reason: string;
            /** Format: date-time */
            undone_at: string | null;
            undone_by: string | null;
            value: string | null;
        };
        /** MergeInput */
        MergeInput: {
            /** @description con_… */
            other_id: string;
        };
        /** MergePreview */
        MergePreview: {
            allowed: boolean;
            consents: {
                joins: string | null;
                medium: string;
                stays: string | null;
                /** @description The strictest of both */
                together: string;
                topic_id: string;
            }[];
            /** @description That the person would have */
            contacts: number;
            /** @description Where both say something, and not the same; the one who stays is shown */
            fields: {
                joins: string | null;
                name: string;
                stays: string | null;
            }[];
            joins: components["schemas"]["MergeSide"];
            obstacle: string | null;
            stays: components["schemas"]["MergeSide"];
        };
        /** MergeSide */
        MergeSide: {
            /** Format: date-time */
            created_at: string;
            /** @description Counted to 10,000 */
            events: number;
            /** @description con_… */
            id: string;
            identities: {
                kind: string;
                value: string;
            }[];
            /** @description Counted to 10,000 */
            messages: number;
            name: string | null;
            tags: string[];
        };
        /** MergeSuggestion */
        MergeSuggestion: {
            /** Format: date-time */
            at: string;
            contact: {
                email: string | null;
                /** @description con_… */
                id: string;
                name: string | null;
                phone: string | null;
            };
            /** @description sug_… */
            id: string;
            other: {
                email: string | null;
                /** @description con_… */
                id: string;
                name: string | null;
                phone: string | null;
            };
            reason: string;
            value: string | null;
        };
        /** Message */
        Message: {
            attempts: components["schemas"]["Attempt"][];
            /** @enum {string} */
            class: "marketing" | "transactional" | "one_time_code";
            /** Format: date-time */
            clicked_at: string | null;
            /** @description con_… */
            contact_id: string;
            contact_name: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            delivered_at: string | null;
            detail: string | null;
            /** Format: date-time */
            finished_at: string | null;
            /** Format: date-time */
            goal_at: string | null;
            /** @description msg_… */
            id: string;
            locale: string;
            /** Format: date-time */
            opted_out_at: string | null;
            origin: string;
            price_micro: number;
            reached_medium: string | null;
            reached_step: number | null;
            /** Format: date-time */
            read_at: string | null;
            reason: string | null;
            /** Format: date-time */
            replied_at: string | null;
            run_id: string | null;
            /** Format: date-time */
            send_at: string;
            skips: {
                medium: string;
                reason: string;
                step: number;
            }[];
            source: {
                id: string;
                kind: string;
            };
            /** @enum {string} */
            state: "waiting" | "reached" | "failed" | "skipped" | "unknown" | "stopped";
            step: number;
            steps: components["schemas"]["CascadeStep"][];
            topic_id: string;
            /** Format: date-time */
            valid_until: string | null;
        };
        /** NewCall */
        NewCall: {
            /** Format: date-time */
            at?: string;
            /** @description con_… */
            contact_id?: string;
            /** @enum {string} */
            direction: "in" | "out";
            duration_s?: number;
            /** @description The telephone system's id of the call; the same again changes nothing */
            external_id?: string;
            notes?: string;
            /** @enum {string} */
            outcome: "answered" | "no_answer" | "busy" | "voicemail" | "wrong_number" | "call_back";
            /** @description As it was dialled or shown; an unknown number becomes a contact */
            phone?: string;
        };
        /** NewCampaign */
        NewCampaign: {
            audience?: {
                /** @description seg_… */
                segment_id: string;
            } | {
                rule: components["schemas"]["Rule"];
            };
            budget_micro?: number | null;
            cascade?: components["schemas"]["CascadeStep"][];
            /** @description csc_… */
            cascade_id?: string;
            /** @enum {string} */
            class?: "marketing" | "transactional" | "one_time_code";
            content?: {
                /** @description BCP 47, for example uk, zh-Hant, en-GB */
                default_locale: string;
                locales: {
                    [key: string]: {
                        core: {
                            /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                            body: string;
                            buttons: {
                                label: string;
                                /** @description http, https, mailto or tel; may contain Liquid */
                                url: string;
                            }[];
                            headline: string;
                            picture?: {
                                alt: string;
                                /** @description http, https, mailto or tel; may contain Liquid */
                                url: string;
                            };
                        };
                        overrides?: {
                            email?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description A whole MJML document instead of ours */
                                mjml?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                preheader?: string;
                                subject?: string;
                                /** @description The plain-text part */
                                text?: string;
                            };
                            push?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                                /** @description http, https, mailto or tel; may contain Liquid */
                                url?: string;
                            };
                            sms?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description The whole SMS: picture and buttons are not appended */
                                text?: string;
                            };
                            telegram?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                            };
                            viber?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                            };
                            whatsapp?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                            };
                        };
                    };
                };
            };
            content_key?: string | null;
            goal?: {
                event?: string;
                /** @enum {string} */
                kind: "click" | "reply" | "event";
                within_days: number;
            } | null;
            name: string;
            schedule?: {
                /** Format: date-time */
                send_at?: string;
                /** @description A wall-clock time, in the zone of each person */
                send_local?: string;
            };
            /** @description tpl_… */
            template?: string;
            topic_id?: string;
        };
        /** NewCascade */
        NewCascade: {
            name: string;
            steps: components["schemas"]["CascadeStep"][];
        };
        /** NewComputedTrait */
        NewComputedTrait: {
            /** @description As it is called in segments and templates */
            name: string;
            rule: components["schemas"]["ComputedTraitRule"];
        };
        /** NewConnection */
        NewConnection: {
            channel: string;
            limits?: components["schemas"]["Limits"];
            name: string;
            settings: {
                [key: string]: unknown;
            };
            /** @description How many sending processes may work it side by side; what it allows holds over all of them */
            shares?: number;
        };
        /** NewConsents */
        NewConsents: {
            consents: components["schemas"]["ConsentInput"][];
            /** @description con_… */
            contact_id: string;
        };
        /** NewContact */
        NewContact: {
            call_name?: string | null;
            consents?: components["schemas"]["ConsentInput"][];
            email?: string;
            external_id?: string;
            family_name?: string | null;
            given_name?: string | null;
            identities?: {
                /** @enum {string} */
                kind: "email" | "phone" | "external_id" | "anonymous_id" | "telegram_id" | "push_token";
                operator?: string | null;
                value: string;
            }[];
            locale?: string | null;
            name?: string | null;
            patronymic?: string | null;
            phone?: string;
            phone_operator?: string | null;
            tags?: string[];
            time_zone?: string | null;
            traits?: {
                [key: string]: string | number | boolean | null;
            };
        };
        /** NewEvent */
        NewEvent: {
            /** Format: date-time */
            at?: string;
            /** @description con_… */
            contact_id?: string;
            identity?: {
                kind: string;
                value: string;
            };
            /** @description Yours; a repeated one is dropped */
            message_id?: string;
            properties?: {
                [key: string]: unknown;
            };
            /** @description For example "Order Completed" */
            type: string;
        };
        /** NewFrequencyRule */
        NewFrequencyRule: {
            /** @enum {string} */
            class?: "*" | "marketing" | "transactional";
            enabled?: boolean;
            max: number;
            /** @description Shown beside a refusal; may be empty */
            name?: string;
            /** @enum {string} */
            per: "day" | "week";
            /** @description * for every topic */
            topic_id?: string;
        };
        /** NewHandOverRule */
        NewHandOverRule: {
            assignee_id?: string | null;
            enabled?: boolean;
            note?: string;
            stage_id?: string | null;
            threshold?: number | null;
            title: string;
            /** @description Working hours from now, by the working hours and days off of the workspace */
            within_hours: number;
        };
        /** NewMessage */
        NewMessage: {
            cascade?: string | components["schemas"]["CascadeStep"][];
            /** @enum {string} */
            class?: "marketing" | "transactional" | "one_time_code";
            content?: {
                /** @description BCP 47, for example uk, zh-Hant, en-GB */
                default_locale: string;
                locales: {
                    [key: string]: {
                        core: {
                            /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                            body: string;
                            buttons: {
                                label: string;
                                /** @description http, https, mailto or tel; may contain Liquid */
                                url: string;
                            }[];
                            headline: string;
                            picture?: {
                                alt: string;
                                /** @description http, https, mailto or tel; may contain Liquid */
                                url: string;
                            };
                        };
                        overrides?: {
                            email?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description A whole MJML document instead of ours */
                                mjml?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                preheader?: string;
                                subject?: string;
                                /** @description The plain-text part */
                                text?: string;
                            };
                            push?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                                /** @description http, https, mailto or tel; may contain Liquid */
                                url?: string;
                            };
                            sms?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description The whole SMS: picture and buttons are not appended */
                                text?: string;
                            };
                            telegram?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                            };
                            viber?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                            };
                            whatsapp?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                            };
                        };
                    };
                };
            };
            /** @description Of several messages with one key a person gets the first, whatever source and channel bring it */
            content_key?: string;
            data?: {
                [key: string]: unknown;
            };
            locale?: string;
            /** Format: date-time */
            send_at?: string;
            /** @description tpl_… */
            template?: string;
            /** @description A contact, or whatever identifies one; somebody unknown becomes a contact */
            to: {
                /** @description con_… */
                contact_id: string;
            } | components["schemas"]["NewContact"];
            topic_id?: string;
            /** Format: date-time */
            valid_until?: string;
        };
        /** NewOrder */
        NewOrder: {
            /** Format: date-time */
            at?: string;
            contact?: components["schemas"]["NewContact"];
            /** @description con_… */
            contact_id?: string;
            coupon?: string;
            currency?: string;
            /** @description Your number of the order; the same again updates it */
            external_id: string;
            items?: components["schemas"]["OrderItem"][];
            /** @enum {string} */
            state?: "placed" | "completed";
            /** @description external_id of a store */
            store?: string;
            /** @description Millionths of the currency */
            total_micro: number;
        };
        /** NewProductFeed */
        NewProductFeed: {
            /** @description How often it is fetched */
            every_hours?: number;
            name: string;
            url?: string | null;
        };
        /** NewProducts */
        NewProducts: {
            products: components["schemas"]["ProductInput"][];
        };
        /** NewReturn */
        NewReturn: {
            /** @description Your number of the return; the same again for this order changes nothing */
            external_id: string;
            /** @description Which goods and how many; where one product stands in the order at two prices, `sku` or `price_micro` tells which */
            lines: {
                price_micro?: number | null;
                product_id: string;
                quantity: number;
                sku?: string | null;
            }[];
            /** @description Why; has to be said where less is given back than is due */
            reason?: string;
            /** @description What is given back; absent, what the goods cost less their share of the order's reduction */
            refund_micro?: number;
        };
        /** NewSegment */
        NewSegment: {
            name: string;
            rule: components["schemas"]["Rule"];
        };
        /** NewSender */
        NewSender: {
            /** @description Number, name or e-mail address */
            address: string;
            /** @enum {string} */
            class?: "*" | "transactional" | "marketing" | "one_time_code";
            connection_id?: string | null;
            /** @description ISO 3166-1, or * for every other */
            country?: string;
            display_name?: string | null;
            fallback_sender_id?: string | null;
            /** @enum {string} */
            medium: "email" | "sms" | "viber" | "whatsapp" | "telegram" | "push";
            opt_out?: string | null;
            reply_to?: string | null;
            /** @enum {string} */
            state?: "requested" | "approved" | "refused";
        };
        /** NewStage */
        NewStage: {
            /** @description What templates and rules call it; it never changes */
            key?: string;
            name: string;
            rule: components["schemas"]["Rule"];
        };
        /**
         * NewTask
         * @description Due at a time, or within so many working hours; one of the two
         */
        NewTask: {
            assignee_id?: string | null;
            /** @description con_… */
            contact_id: string;
            /** Format: date-time */
            due_at?: string;
            note?: string;
            title: string;
            /** @description Working hours from now, by the working hours and days off of the workspace */
            within_hours?: number;
        };
        /** NewTemplate */
        NewTemplate: {
            /** @enum {string} */
            class?: "marketing" | "transactional" | "one_time_code";
            content: {
                /** @description BCP 47, for example uk, zh-Hant, en-GB */
                default_locale: string;
                locales: {
                    [key: string]: {
                        core: {
                            /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                            body: string;
                            buttons: {
                                label: string;
                                /** @description http, https, mailto or tel; may contain Liquid */
                                url: string;
                            }[];
                            headline: string;
                            picture?: {
                                alt: string;
                                /** @description http, https, mailto or tel; may contain Liquid */
                                url: string;
                            };
                        };
                        overrides?: {
                            email?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description A whole MJML document instead of ours */
                                mjml?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                preheader?: string;
                                subject?: string;
                                /** @description The plain-text part */
                                text?: string;
                            };
                            push?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                                /** @description http, https, mailto or tel; may contain Liquid */
                                url?: string;
                            };
                            sms?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description The whole SMS: picture and buttons are not appended */
                                text?: string;
                            };
                            telegram?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                            };
                            viber?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                            };
                            whatsapp?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                            };
                        };
                    };
                };
            };
            name: string;
        };
        /** NewTest */
        NewTest: {
            /** @enum {string} */
            class?: "marketing" | "transactional" | "one_time_code";
            /** @description cnn_… */
            connection_id?: string;
            contact?: {
                [key: string]: unknown;
            };
            /** @description con_… */
            contact_id?: string;
            content?: {
                /** @description BCP 47, for example uk, zh-Hant, en-GB */
                default_locale: string;
                locales: {
                    [key: string]: {
                        core: {
                            /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                            body: string;
                            buttons: {
                                label: string;
                                /** @description http, https, mailto or tel; may contain Liquid */
                                url: string;
                            }[];
                            headline: string;
                            picture?: {
                                alt: string;
                                /** @description http, https, mailto or tel; may contain Liquid */
                                url: string;
                            };
                        };
                        overrides?: {
                            email?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description A whole MJML document instead of ours */
                                mjml?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                preheader?: string;
                                subject?: string;
                                /** @description The plain-text part */
                                text?: string;
                            };
                            push?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                                /** @description http, https, mailto or tel; may contain Liquid */
                                url?: string;
                            };
                            sms?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description The whole SMS: picture and buttons are not appended */
                                text?: string;
                            };
                            telegram?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                            };
                            viber?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                            };
                            whatsapp?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                            };
                        };
                    };
                };
            };
            data?: {
                [key: string]: unknown;
            };
            locale?: string;
            /** @enum {string} */
            medium: "email" | "sms" | "viber" | "whatsapp" | "telegram" | "push";
            /** @description An e-mail address, a phone number, or the id of a chat or device, as the medium asks */
            to: string;
        };
        /** Obstacle */
        Obstacle: {
            /** @enum {string} */
            code: "connection_halted" | "connection_disabled" | "daily_limit";
            connection_id: string;
            detail: string | null;
            name: string;
        };
        /** OpenHours */
        OpenHours: {
            close: string;
            open: string;
        };
        /** Order */
        Order: {
            /** Format: date-time */
            at: string;
            /** @description con_… */
            contact_id: string;
            contact_name: string | null;
            coupon: string | null;
            currency: string;
            external_id: string;
            /** @description ord_… */
            id: string;
            /** @description Its lines; `returned` says how many of one came back */
            items: {
                [key: string]: unknown;
            }[];
            origin: string;
            refunded_micro: number;
            /** @description What was given back, each time */
            returns: {
                /** Format: date-time */
                at: string;
                external_id: string | null;
                /** @description No money is left, and the customer keeps what did not come back */
                goods_stay?: boolean;
                items: components["schemas"]["ReturnedLine"][];
                reason: string | null;
                refund_micro: number;
            }[];
            source: string;
            /** @enum {string} */
            state: "placed" | "completed" | "ready" | "handed_over" | "refunded" | "cancelled";
            store: string | null;
            store_id: string | null;
            total_micro: number;
            /** Format: date-time */
            updated_at: string;
        };
        /** OrderChange */
        OrderChange: {
            /** @description Of a refund of all that is left: the customer keeps the goods, so none of them counts as returned */
            goods_stay?: boolean;
            /** @description Handing over needs the code that the customer was told */
            pickup_code?: string;
            /** @description Millionths of the currency */
            refund_micro?: number;
            /** @enum {string} */
            state: "completed" | "ready" | "handed_over" | "refunded" | "cancelled";
        };
        /** OrderItem */
        OrderItem: {
            brand?: string | null;
            category?: string | null;
            name?: string | null;
            price_micro?: number | null;
            product_id: string;
            quantity: number;
            sku?: string | null;
        };
        /** Preview */
        Preview: {
            brand_problems: {
                [key: string]: unknown;
            }[];
            forms: {
                detail: string | null;
                form: {
                    [key: string]: unknown;
                } | null;
                line: number | null;
                /** @enum {string} */
                medium: "email" | "sms" | "viber" | "whatsapp" | "telegram" | "push";
                ok: boolean;
                pointer: string | null;
                price_micro: number | null;
                reason: string | null;
                segments: components["schemas"]["Segments"] | null;
            }[];
            locale: string;
            problems: {
                /** @enum {unknown} */
                code: "abilities_buttons" | "bad_url" | "default_locale_missing" | "email_clipped" | "empty_text" | "headline_long" | "invalid_locale" | "limit_exceeded" | "liquid_syntax" | "liquid_unknown_filter" | "liquid_unknown_tag" | "loopback_link" | "missing_alt" | "missing_translation" | "missing_unsubscribe" | "mjml_invalid" | "push_url_missing" | "render_failed" | "subject_empty" | "text_long" | "unknown_variable";
                column?: number;
                detail: string;
                hint: string;
                line?: number;
                locale?: string;
                /** @enum {unknown} */
                medium?: "email" | "sms" | "viber" | "whatsapp" | "telegram" | "push";
                pointer: string;
                /** @enum {unknown} */
                severity: "error" | "warning";
                values?: components["schemas"]["ProblemValues"];
            }[];
        };
        /** PreviewInput */
        PreviewInput: {
            brand?: {
                colours: {
                    /** @description #rrggbb */
                    background: string;
                    /** @description #rrggbb */
                    button_text: string;
                    /** @description #rrggbb */
                    primary: string;
                    /** @description #rrggbb */
                    text: string;
                };
                /** @description Families in order; fallbacks for Georgian, Chinese and the rest are appended */
                font_family: string;
                footer_text: string;
                icon_url?: string;
                logo_url?: string;
                name: string;
                postal_address: string;
                social: {
                    /** @enum {unknown} */
                    kind: "facebook" | "instagram" | "telegram" | "viber" | "whatsapp" | "youtube" | "tiktok" | "linkedin" | "x" | "vk" | "wechat" | "website";
                    url: string;
                }[];
                tone?: string;
            };
            /** @enum {string} */
            class?: "marketing" | "transactional" | "one_time_code";
            contact?: {
                [key: string]: unknown;
            };
            /** @description con_… */
            contact_id?: string;
            content?: {
                /** @description BCP 47, for example uk, zh-Hant, en-GB */
                default_locale: string;
                locales: {
                    [key: string]: {
                        core: {
                            /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                            body: string;
                            buttons: {
                                label: string;
                                /** @description http, https, mailto or tel; may contain Liquid */
                                url: string;
                            }[];
                            headline: string;
                            picture?: {
                                alt: string;
                                /** @description http, https, mailto or tel; may contain Liquid */
                                url: string;
                            };
                        };
                        overrides?: {
                            email?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description A whole MJML document instead of ours */
                                mjml?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                preheader?: string;
                                subject?: string;
                                /** @description The plain-text part */
                                text?: string;
                            };
                            push?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                                /** @description http, https, mailto or tel; may contain Liquid */
                                url?: string;
                            };
                            sms?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description The whole SMS: picture and buttons are not appended */
                                text?: string;
                            };
                            telegram?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                            };
                            viber?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                            };
                            whatsapp?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                            };
                        };
                    };
                };
            };
            data?: {
                [key: string]: unknown;
            };
            locale?: string;
            media?: ("email" | "sms" | "viber" | "whatsapp" | "telegram" | "push")[];
        };
        /** Price */
        Price: {
            /** @description Millionths of the currency */
            amount_micro: number;
            /** @enum {string} */
            charged_on: "accepted" | "delivered";
            class: string;
            country: string;
            currency: string;
            /** @description prc_… */
            id: string;
            /** @enum {string} */
            medium: "email" | "sms" | "viber" | "whatsapp" | "telegram" | "push";
            operator: string;
            /** @enum {string} */
            per: "message" | "segment";
            /** Format: date-time */
            updated_at: string;
        };
        /** PriceInput */
        PriceInput: {
            amount_micro: number;
            /** @enum {string} */
            charged_on: "accepted" | "delivered";
            /** @enum {string} */
            class?: "*" | "transactional" | "marketing" | "one_time_code";
            /** @description ISO 3166-1, or * for every other */
            country?: string;
            /** @enum {string} */
            medium: "email" | "sms" | "viber" | "whatsapp" | "telegram" | "push";
            operator?: string;
            /** @enum {string} */
            per: "message" | "segment";
        };
        /** Problem */
        Problem: {
            code: string;
            /** @description What is wrong, where, and how to mend it */
            detail: string;
            errors: {
                code: string;
                detail: string;
                hint?: string;
                /** @description JSON pointer into the body, or ?name of a query field */
                pointer: string;
            }[];
            /** @description The request id */
            instance: string;
            status: number;
            title: string;
            /** @description Where this kind of problem is explained */
            type: string;
        };
        /** ProblemValues */
        ProblemValues: {
            /** @description How many are carried, or shown */
            most?: number;
            /** @description How many there are */
            n?: number;
            /** @description What stands in the content itself */
            named?: string;
        };
        /** Product */
        Product: {
            /** Format: date-time */
            archived_at: string | null;
            availability: ("in_stock" | "out_of_stock" | "preorder" | "backorder") | null;
            brand: string | null;
            category: string | null;
            /** Format: date-time */
            created_at: string;
            currency: string | null;
            description: string | null;
            external_id: string;
            /** @description prd_… */
            id: string;
            image_url: string | null;
            name: string;
            price_micro: number | null;
            sale_price_micro: number | null;
            /** @description api, feed, import or event: where it was told */
            source: string;
            /** Format: date-time */
            updated_at: string;
            url: string | null;
        };
        /** ProductFeed */
        ProductFeed: {
            /** Format: date-time */
            created_at: string;
            error: {
                code: string;
                detail: string;
                named?: string | null;
            } | null;
            every_hours: number;
            /** @description fed_… */
            id: string;
            name: string;
            /** Format: date-time */
            next_at: string | null;
            /** @description The first hundred products that could not be taken */
            problems: {
                code: string;
                id: string | null;
                row: number;
                value: string | null;
            }[];
            /** Format: date-time */
            read_at: string | null;
            result: {
                changed: number;
                created: number;
                /** @description Taken out of the catalogue, since the feed no longer has them */
                gone: number;
                /** @description Missing from the feed, but too many at once to be believed */
                kept: number;
                refused: number;
                rows: number;
                /** @description Interested people who were told of a price or stock */
                told: number;
                unchanged: number;
            } | null;
            /** Format: date-time */
            started_at: string | null;
            /** @enum {string} */
            state: "idle" | "waiting" | "reading";
            url: string | null;
        };
        /** ProductFeedChange */
        ProductFeedChange: {
            /** @description How often it is fetched */
            every_hours?: number;
            name?: string;
            url?: string | null;
        };
        /** ProductInput */
        ProductInput: {
            availability?: ("in_stock" | "out_of_stock" | "preorder" | "backorder") | null;
            brand?: string | null;
            category?: string | null;
            /** @description ISO 4217; the workspace's where absent */
            currency?: string;
            description?: string | null;
            external_id: string;
            image_url?: string | null;
            name: string;
            price_micro?: number | null;
            sale_price_micro?: number | null;
            url?: string | null;
        };
        /** ProductsPut */
        ProductsPut: {
            changed: number;
            created: number;
            /** @description Interested people for whom "back in stock" or "price dropped" went on the log */
            told: number;
            unchanged: number;
        };
        /** ProductWithHistory */
        ProductWithHistory: {
            /** Format: date-time */
            archived_at: string | null;
            availability: ("in_stock" | "out_of_stock" | "preorder" | "backorder") | null;
            brand: string | null;
            category: string | null;
            changes: {
                /** Format: date-time */
                at: string;
                availability: string | null;
                price_micro: number | null;
                sale_price_micro: number | null;
            }[];
            /** Format: date-time */
            created_at: string;
            currency: string | null;
            description: string | null;
            external_id: string;
            /** @description prd_… */
            id: string;
            image_url: string | null;
            /** @description People with a recorded interest */
            interested: number;
            name: string;
            price_micro: number | null;
            sale_price_micro: number | null;
            /** @description api, feed, import or event: where it was told */
            source: string;
            /** Format: date-time */
            updated_at: string;
            url: string | null;
        };
        /** PublishedDays */
        PublishedDays: {
            country: string;
            year: number;
        };
        /** Reach */
        Reach: {
            count: number;
            reachable: {
                /** @description And a consent that holds */
                consented: number;
                /** @description People with an address that works */
                endpoints: number;
                medium: string;
            }[];
        };
        /**
         * Recount
         * @description The last change of rules, counted for everybody. Until it is done everybody is where the rules before put them; cancelled, these hold again
         */
        Recount: {
            /** @description Who changed the rules */
            by: string;
            /** @description People counted so far, in the measure of the rules that everybody has been asked */
            done: number;
            /** Format: date-time */
            ended_at: string | null;
            /** Format: date-time */
            started_at: string;
            /** @enum {string} */
            state: "running" | "done" | "cancelled" | "failed";
            /** @description Of so many; 0 until they are counted */
            total: number;
        };
        /** Rehearsal */
        Rehearsal: {
            all_sms_micro: number;
            currency: string;
            /** @description Whom the hours of sending put off */
            deferred: {
                count: number;
                /** Format: date-time */
                first_at: string | null;
                /** Format: date-time */
                last_at: string | null;
            };
            /** @description Who gets it in the digest that they asked for, and when those go */
            digest: {
                count: number;
                /** Format: date-time */
                first_at: string | null;
                /** Format: date-time */
                last_at: string | null;
            };
            /** @enum {string} */
            environment: "sandbox" | "live";
            first: {
                count: number;
                medium: string;
                price_micro: number;
                step: number;
            }[];
            /** Format: date-time */
            first_at: string | null;
            going: number;
            /** Format: date-time */
            last_at: string | null;
            locales: {
                code: string;
                count: number;
            }[];
            price_expected_micro: number;
            price_from_micro: number;
            price_to_micro: number;
            problems: components["schemas"]["RehearsalProblem"][];
            rates: {
                [key: string]: unknown;
            };
            reasons: {
                code: string;
                count: number;
            }[];
            rehearsed: number;
            run_id: string;
            skipped: number;
            /** @description The campaign was changed after it */
            stale: boolean;
            /** Format: date-time */
            started_at: string;
            /** @enum {string} */
            state: "planning" | "sending" | "paused" | "stopped" | "done" | "failed";
            steps: {
                /** @description People it is expected to be used for, by the rates */
                expected: number;
                price_micro: number;
                /** @description People this step could be used for */
                reach: number;
                step: number;
            }[];
            total: number;
        };
        /** RehearsalEntry */
        RehearsalEntry: {
            /** @description con_… */
            contact_id: string;
            deferred: boolean;
            detail: string | null;
            /** @description When their digest goes, where it waits for that */
            digest_at: string | null;
            locale: string | null;
            medium: string | null;
            name: string | null;
            options: {
                [key: string]: unknown;
            }[];
            price_from_micro: number;
            price_to_micro: number;
            reason: string | null;
            segments: number | null;
            /** Format: date-time */
            send_at: string | null;
            skips: {
                [key: string]: unknown;
            }[];
            /** @enum {string} */
            state: "planned" | "skipped";
            step: number | null;
            /** @description Of the person */
            time_zone: string;
        };
        /** RehearsalProblem */
        RehearsalProblem: {
            code: string;
            detail: string;
            hint: string | null;
            locale?: string;
            medium?: string;
            pointer: string | null;
            /** @enum {string} */
            severity: "error" | "warning";
            values?: components["schemas"]["ProblemValues"];
        };
        /** RejectedEvent */
        RejectedEvent: {
            /** @description The call as it came */
            body: string;
            client: string | null;
            /** @enum {string} */
            code: "not_an_object" | "type_unknown" | "identity_missing" | "event_missing" | "event_reserved" | "value_too_long" | "too_large" | "too_deep" | "text_unstorable" | "number_unstorable" | "timestamp_invalid" | "company_missing" | "previous_missing" | "not_json" | "failed";
            /** @description What is wrong with it */
            detail: string;
            event: string | null;
            id: string;
            /** Format: date-time */
            received_at: string;
            type: string | null;
        };
        /** Reply */
        Reply: {
            address: string;
            campaign: {
                id: string;
                name: string;
            } | null;
            /** @description con_… */
            contact_id: string;
            contact_name: string | null;
            /** @enum {string} */
            direction: "in" | "out";
            /** Format: date-time */
            handled_at: string | null;
            /** @description rpl_… */
            id: string;
            medium: string;
            message_id: string | null;
            needs_review: boolean;
            origin: string;
            /** Format: date-time */
            read_at: string | null;
            /** Format: date-time */
            received_at: string;
            text: string;
        };
        /** Report */
        Report: {
            all_sms_micro: number | null;
            budget_micro: number | null;
            currency: string;
            /** @enum {string} */
            environment: "sandbox" | "live";
            /** Format: date-time */
            finished_at: string | null;
            goal_reached: number;
            late: number;
            left_s: number | null;
            /** @description Why it does not move, while something is left */
            obstacles: components["schemas"]["Obstacle"][];
            opted_out: number;
            planned: boolean;
            price_micro: number;
            rate_per_s: number;
            reasons: {
                code: string;
                count: number;
                state: string;
            }[];
            run_id: string;
            saved_micro: number | null;
            /** Format: date-time */
            started_at: string | null;
            state: string;
            steps: components["schemas"]["StepFigures"][];
            totals: components["schemas"]["Totals"];
        };
        /** ResetLink */
        ResetLink: {
            /** Format: date-time */
            expires_at: string;
            /** @description Shown this once; give it to the person */
            url: string;
        };
        /** Retry */
        Retry: {
            /** @description A code of the report's reasons of state failed */
            reason: string;
        };
        /** ReturnedLine */
        ReturnedLine: {
            name: string | null;
            price_micro: number | null;
            product_id: string;
            quantity: number;
        };
        /**
         * Rule
         * @description A rule over a person: exactly one of all, any, not, field, trait, tag, identity, endpoint, consent, import, event, sequence, aggregate, engagement, purchases, rfm, interest, unfinished, anniversary, sample, stage, score, segment
         */
        Rule: {
            [key: string]: unknown;
        };
        /** Sample */
        Sample: {
            data: {
                email: string | null;
                /** @description con_… */
                id: string;
                locale: string | null;
                name: string | null;
                phone: string | null;
            }[];
        };
        /** SandboxAction */
        SandboxAction: {
            /** @enum {string} */
            kind: "deliver" | "read" | "click" | "reply" | "unsubscribe" | "complain" | "bounce" | "fail";
            text?: string;
            url?: string;
        };
        /** SandboxCrowd */
        SandboxCrowd: {
            push: number;
            telegram: number;
            /** @description Pressed, and not yet taken in */
            waiting: number;
        };
        /** SandboxDevice */
        SandboxDevice: {
            address: string;
            /** @enum {string} */
            behaviour: "crowd" | "manual" | "unreachable" | "slow" | "bouncing";
            /** @enum {string} */
            medium: "email" | "sms" | "viber" | "whatsapp" | "telegram" | "push";
        };
        /** SandboxDeviceState */
        SandboxDeviceState: {
            address: string;
            /** @enum {string} */
            behaviour: "crowd" | "manual" | "unreachable" | "slow" | "bouncing";
            /** @enum {string} */
            medium: "email" | "sms" | "viber" | "whatsapp" | "telegram" | "push";
            payload: string | null;
            /** Format: date-time */
            started_at: string | null;
        };
        /** SandboxJoin */
        SandboxJoin: {
            /** @description con_… */
            after?: string;
        };
        /** SandboxJoined */
        SandboxJoined: {
            after: string | null;
            asked: number;
            push: number;
            telegram: number;
        };
        /** SandboxMessage */
        SandboxMessage: {
            /** Format: date-time */
            clicked_at: string | null;
            /** Format: date-time */
            delivered_at: string | null;
            /** Format: date-time */
            failed_at: string | null;
            from: string;
            /** @description sbx_… */
            id: string;
            links: string[];
            /** @enum {string} */
            medium: "email" | "sms" | "viber" | "whatsapp" | "telegram" | "push";
            message: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            read_at: string | null;
            /** Format: date-time */
            received_at: string;
            /** Format: date-time */
            replied_at: string | null;
            state: string;
            /** @description Sent by somebody of the team to look at it */
            test: boolean;
            to: string;
            /** Format: date-time */
            unsubscribed_at: string | null;
        };
        /** SandboxSettings */
        SandboxSettings: {
            /** @description Minutes of the sandbox in a minute */
            clock_rate: number;
            /** @description Of everybody, the share that presses Start in Telegram and allows notifications */
            joins: {
                push: number;
                telegram: number;
            };
            seed: number;
            shares: {
                email: {
                    clicked: number;
                    delivered: number;
                    read: number;
                    replied: number;
                    unsubscribed: number;
                };
                push: {
                    clicked: number;
                    delivered: number;
                    read: number;
                    replied: number;
                    unsubscribed: number;
                };
                sms: {
                    clicked: number;
                    delivered: number;
                    read: number;
                    replied: number;
                    unsubscribed: number;
                };
                telegram: {
                    clicked: number;
                    delivered: number;
                    read: number;
                    replied: number;
                    unsubscribed: number;
                };
                viber: {
                    clicked: number;
                    delivered: number;
                    read: number;
                    replied: number;
                    unsubscribed: number;
                };
                whatsapp: {
                    clicked: number;
                    delivered: number;
                    read: number;
                    replied: number;
                    unsubscribed: number;
                };
            };
        };
        /** SandboxStart */
        SandboxStart: {
            /** @enum {string} */
            medium: "telegram" | "push";
            /** @description What the link carries after start= */
            payload: string;
        };
        /** SandboxStop */
        SandboxStop: {
            address: string;
            /** @enum {string} */
            medium: "telegram" | "push";
        };
        /**
         * ScorePreview
         * @description How many people would have how many points
         */
        ScorePreview: {
            /** @description From and to inclusive; null is open */
            buckets: {
                from: number | null;
                people: number;
                to: number | null;
            }[];
            /** @description Everybody was asked; else a few thousand, and the numbers are scaled up */
            exact: boolean;
            people: number;
        };
        /** ScorePreviewInput */
        ScorePreviewInput: {
            rules: components["schemas"]["ScoreRule"][];
        };
        /** ScoreRule */
        ScoreRule: {
            /** @description For each time: the rule is one event. Else once, while the rule holds */
            each: boolean;
            half_days?: number | null;
            most?: number | null;
            /** @description Of one's own; else the rule says itself */
            name?: string;
            /** @description Given, or taken where negative */
            points: number;
            rule: components["schemas"]["Rule"];
        };
        /** ScoreSettings */
        ScoreSettings: {
            recount: components["schemas"]["Recount"] | null;
            rules: components["schemas"]["ScoreRule"][];
            /** @description Coming to so many points from below is an event, and can hand over to sales */
            thresholds: number[];
            /** Format: date-time */
            updated_at: string | null;
        };
        /** ScoreSettingsInput */
        ScoreSettingsInput: {
            rules: components["schemas"]["ScoreRule"][];
            /** @description Coming to so many points from below is an event, and can hand over to sales */
            thresholds: number[];
        };
        /** Segment */
        Segment: {
            /** Format: date-time */
            created_at: string;
            /** @description seg_… */
            id: string;
            /** @description Its membership is kept: entering and leaving are events */
            kept: boolean;
            kept_since: string | null;
            name: string;
            origin: string;
            rule: components["schemas"]["Rule"];
            /** Format: date-time */
            updated_at: string;
        };
        /** SegmentChange */
        SegmentChange: {
            archived?: boolean;
            kept?: boolean;
            name?: string;
            rule?: components["schemas"]["Rule"];
        };
        /** Segments */
        Segments: {
            encoding: string;
            forced_by: {
                char: string;
                code_point: string;
                index: number;
            } | null;
            length: number;
            per_segment: number;
            remaining: number;
            savings: {
                kind: string;
                segments_after: number;
                segments_before: number;
                text: string;
            }[];
            segments: number;
        };
        /** Sender */
        Sender: {
            address: string;
            class: string;
            connection_id: string | null;
            country: string;
            /** Format: date-time */
            created_at: string;
            display_name: string | null;
            fallback_sender_id: string | null;
            /** @description snd_… */
            id: string;
            /** @enum {string} */
            medium: "email" | "sms" | "viber" | "whatsapp" | "telegram" | "push";
            opt_out: string | null;
            reply_to: string | null;
            /** @enum {string} */
            state: "requested" | "approved" | "refused";
            /** Format: date-time */
            updated_at: string;
        };
        /** SenderChange */
        SenderChange: {
            /** @description Number, name or e-mail address */
            address?: string;
            archived?: boolean;
            /** @enum {string} */
            class?: "*" | "transactional" | "marketing" | "one_time_code";
            connection_id?: string | null;
            /** @description ISO 3166-1, or * for every other */
            country?: string;
            display_name?: string | null;
            fallback_sender_id?: string | null;
            /** @enum {string} */
            medium?: "email" | "sms" | "viber" | "whatsapp" | "telegram" | "push";
            opt_out?: string | null;
            reply_to?: string | null;
            /** @enum {string} */
            state?: "requested" | "approved" | "refused";
        };
        /**
         * SendingHours
         * @description On the clock of each person; null is any hour
         */
        SendingHours: {
            /** @description A day off in the person's country is closed */
            days_off: boolean;
            /** @description When those get their letter who asked for one a day or a week, on their own clock */
            digest_time: string;
            /** @description The day of the weekly one: 1 is Monday */
            digest_weekday: number;
            marketing: (components["schemas"]["OpenHours"] | null)[] | null;
            /** @description So long a content key is remembered */
            same_content_days: number;
            /** @description What waited for opening, or for an outage to end, goes out over so many seconds */
            spread_s: number;
            transactional: (components["schemas"]["OpenHours"] | null)[] | null;
            /** Format: date-time */
            updated_at: string | null;
        };
        /** SendingHoursInput */
        SendingHoursInput: {
            /** @description A day off in the person's country is closed */
            days_off: boolean;
            /** @description When those get their letter who asked for one a day or a week, on their own clock */
            digest_time?: string;
            /** @description The day of the weekly one: 1 is Monday */
            digest_weekday?: number;
            marketing: (components["schemas"]["OpenHours"] | null)[] | null;
            /** @description So long a content key is remembered */
            same_content_days: number;
            /** @description What waited for opening, or for an outage to end, goes out over so many seconds */
            spread_s: number;
            transactional: (components["schemas"]["OpenHours"] | null)[] | null;
        };
        /**
         * Stage
         * @description A stage of a customer's life: a person is in the last of the list whose rule holds
         */
        Stage: {
            /** @description Of them by somebody's hand */
            by_hand: number;
            /** @description Time alone moves people in and out of its rule */
            by_time: boolean;
            /** Format: date-time */
            created_at: string;
            /** @description stg_… */
            id: string;
            /** @description What templates and rules call it; it never changes */
            key: string;
            name: string | null;
            /** @description Who is in it now */
            people: number;
            rule: components["schemas"]["Rule"];
            /** @description New: people come to be in it when the recount is done */
            to_be: boolean;
            /** Format: date-time */
            updated_at: string;
        };
        /** StageChange */
        StageChange: {
            name?: string;
            rule?: components["schemas"]["Rule"];
        };
        /** StageHold */
        StageHold: {
            note?: string;
            /** @description stg_… */
            stage_id: string;
        };
        /** StageList */
        StageList: {
            data: components["schemas"]["Stage"][];
            recount: components["schemas"]["Recount"] | null;
        };
        /** StageName */
        StageName: {
            /** @description What templates and rules call it; it never changes */
            key: string;
            name: string | null;
        };
        /** StageOrder */
        StageOrder: {
            /** @description All stages, in their order */
            ids: string[];
        };
        /** StepChoice */
        StepChoice: {
            /** @enum {string} */
            medium: "email" | "sms" | "viber" | "whatsapp" | "telegram" | "push" | "preferred";
            /** @description What can be proved about a hand-over, of which one is a step's success */
            successes: ("accepted" | "delivered" | "read" | "clicked")[];
        };
        /** StepFigures */
        StepFigures: {
            accepted: number;
            clicked: number;
            delivered: number;
            failed: number;
            goal: number;
            medium: string;
            opted_out: number;
            price_micro: number;
            read: number;
            replied: number;
            step: number;
            unknown: number;
        };
        /** Store */
        Store: {
            address: string | null;
            city: string | null;
            country: string | null;
            /** Format: date-time */
            created_at: string;
            external_id: string;
            hours: {
                [key: string]: unknown;
            };
            /** @description str_… */
            id: string;
            name: string;
            phone: string | null;
            time_zone: string | null;
            /** Format: date-time */
            updated_at: string;
        };
        /** StoreInput */
        StoreInput: {
            address?: string | null;
            city?: string | null;
            country?: string | null;
            external_id: string;
            hours?: Record<string, never>;
            name: string;
            phone?: string | null;
            time_zone?: string | null;
        };
        /** Task */
        Task: {
            assignee: components["schemas"]["TaskMember"] | null;
            /** Format: date-time */
            closed_at: string | null;
            closed_by: string | null;
            contact: {
                /** @description con_… */
                id: string;
                name: string | null;
            };
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            due_at: string;
            /** @description tsk_… */
            id: string;
            made_by: string | null;
            note: string;
            outcome: string;
            overdue: boolean;
            reason: {
                [key: string]: unknown;
            } | null;
            rule_id: string | null;
            /** @enum {string} */
            state: "open" | "done" | "dropped";
            title: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** TaskChange */
        TaskChange: {
            assignee_id?: string | null;
            /** Format: date-time */
            due_at?: string;
            note?: string;
            outcome?: string;
            /** @enum {string} */
            state?: "open" | "done" | "dropped";
            title?: string;
            /** @description Working hours from now, by the working hours and days off of the workspace */
            within_hours?: number;
        };
        /**
         * TaskCount
         * @description Open ones
         */
        TaskCount: {
            all: number;
            mine: number;
            nobody: number;
            /** @description Overdue of mine and of nobody's */
            overdue: number;
        };
        /** TaskMember */
        TaskMember: {
            name: string;
            user_id: string;
        };
        /** Template */
        Template: {
            /** @enum {string} */
            class: "marketing" | "transactional" | "one_time_code";
            content: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            created_at: string;
            /** @description tpl_… */
            id: string;
            name: string;
            starter: boolean;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        /** TemplateChange */
        TemplateChange: {
            archived?: boolean;
            /** @enum {string} */
            class?: "marketing" | "transactional" | "one_time_code";
            content?: {
                /** @description BCP 47, for example uk, zh-Hant, en-GB */
                default_locale: string;
                locales: {
                    [key: string]: {
                        core: {
                            /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                            body: string;
                            buttons: {
                                label: string;
                                /** @description http, https, mailto or tel; may contain Liquid */
                                url: string;
                            }[];
                            headline: string;
                            picture?: {
                                alt: string;
                                /** @description http, https, mailto or tel; may contain Liquid */
                                url: string;
                            };
                        };
                        overrides?: {
                            email?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description A whole MJML document instead of ours */
                                mjml?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                preheader?: string;
                                subject?: string;
                                /** @description The plain-text part */
                                text?: string;
                            };
                            push?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                                /** @description http, https, mailto or tel; may contain Liquid */
                                url?: string;
                            };
                            sms?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description The whole SMS: picture and buttons are not appended */
                                text?: string;
                            };
                            telegram?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                            };
                            viber?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                            };
                            whatsapp?: {
                                /** @description Plain text: paragraphs, **bold**, *italic*, [label](url), lists with "- " or "1. ", and Liquid */
                                body?: string;
                                buttons?: {
                                    label: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                }[];
                                headline?: string;
                                /** @description null: no picture on this medium */
                                picture?: {
                                    alt: string;
                                    /** @description http, https, mailto or tel; may contain Liquid */
                                    url: string;
                                } | null;
                                /** @description Replaces the text made from headline and body. Liquid, but no markup. */
                                text?: string;
                            };
                        };
                    };
                };
            };
            name?: string;
            /** @description The version you edited; another one stored meanwhile answers 412 */
            version?: number;
        };
        /** TestSend */
        TestSend: {
            /** @enum {string} */
            class: "marketing" | "transactional" | "one_time_code";
            /** @description cnn_… */
            connection_id: string;
            connection_name: string;
            /** Format: date-time */
            created_at: string;
            detail: string | null;
            /** @enum {string} */
            environment: "sandbox" | "live";
            /** @description tst_… */
            id: string;
            locale: string;
            /** @enum {string} */
            medium: "email" | "sms" | "viber" | "whatsapp" | "telegram" | "push";
            provider_ref: string | null;
            reason: ("accepted" | "refused" | "later" | "unknown" | "no_line" | "template" | "ours") | null;
            said: string | null;
            /** Format: date-time */
            sent_at: string | null;
            /** @enum {string} */
            state: "queued" | "sent" | "failed";
            template_id: string | null;
            to: string;
            warnings: {
                code: string;
                detail: string;
            }[];
        };
        /** TimelineItem */
        TimelineItem: {
            /** Format: date-time */
            at: string;
            body: {
                [key: string]: unknown;
            };
            id: string;
            /** @description event, message, consent, reply or import */
            kind: string;
            medium: string | null;
            origin: string;
            type: string;
        };
        /** Topic */
        Topic: {
            /** Format: date-time */
            created_at: string;
            description: {
                [key: string]: unknown;
            };
            /** @description top_… */
            id: string;
            name: {
                [key: string]: unknown;
            };
        };
        /**
         * Totals
         * @description total = reached + failed + skipped + unknown + stopped + in_flight, at every moment
         */
        Totals: {
            failed: number;
            in_flight: number;
            reached: number;
            skipped: number;
            stopped: number;
            total: number;
            unknown: number;
        };
        /** Trait */
        Trait: {
            /** @description Written by us alone */
            computed: boolean;
            name: string;
            type: string;
        };
        /** UnfinishedChat */
        UnfinishedChat: {
            chat: {
                connection: string;
                /** @description con_… */
                contact_id: string;
                medium: string;
                /** Format: date-time */
                received_at: string;
                /** @description rpl_… */
                reply_id: string;
                text: string;
            } | null;
        };
        /** UnfinishedForm */
        UnfinishedForm: {
            /** @description con_… */
            contact_id: string;
            /** @description How many fields are filled in; with what, only the person is shown */
            filled: number;
            form_id: string;
            name: string | null;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            updated_at: string;
            url: string | null;
        };
        /** Why */
        Why: {
            inside: boolean;
            parts: {
                /** @description What is known of the person, to compare with what the condition asks */
                found: components["schemas"]["Found"] | null;
                holds: boolean;
                /** @description JSON pointer into the rule */
                pointer: string;
            }[];
        };
        /**
         * WorkingHours
         * @description When the staff works, on the workspace's clock
         */
        WorkingHours: {
            /** @description A public holiday of the workspace's country is no working day */
            days_off: boolean;
            /** Format: date-time */
            updated_at: string | null;
            /** @description Monday first; null is closed */
            week: (components["schemas"]["OpenHours"] | null)[];
        };
        /** WorkingHoursInput */
        WorkingHoursInput: {
            /** @description A public holiday of the workspace's country is no working day */
            days_off: boolean;
            /** @description Monday first; null is closed */
            week: (components["schemas"]["OpenHours"] | null)[];
        };
        /** Workspace */
        Workspace: {
            country: string;
            /** @description ISO 4217 */
            currency: string;
            /** @description BCP 47 */
            default_locale: string;
            /** @enum {string} */
            environment: "sandbox" | "live";
            /** @description wks_… */
            id: string;
            /** Format: date-time */
            marketing_held_at: string | null;
            month_budget_micro: number | null;
            name: string;
            /** @description IANA */
            time_zone: string;
            uses: string[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ApiKey"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    expires_at?: string;
                    /** @enum {string} */
                    kind: "secret" | "write";
                    name: string;
                    /** @description Absent: everything its maker may do. A write key can only insert events. */
                    scopes?: ("workspace:read" | "workspace:write" | "members:read" | "members:write" | "keys:write" | "audit:read" | "contacts:read" | "contacts:write" | "contacts:export" | "contacts:erase" | "imports:write" | "consents:write" | "events:write" | "segments:read" | "segments:write" | "content:read" | "content:write" | "campaigns:read" | "campaigns:write" | "campaigns:launch" | "messages:read" | "messages:write" | "marketing:hold" | "catalogue:write" | "orders:write" | "counter:use" | "calls:write" | "replies:read" | "replies:write" | "tasks:read" | "tasks:write" | "connections:read" | "connections:write" | "sandbox:read" | "sandbox:write")[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description key_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                action?: string;
                actor?: string;
                after?: string;
                before?: string;
                limit?: number;
                object?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditEntry"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    getBrand: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        brand: {
                            colours: {
                                /** @description #rrggbb */
                                background: string;
                                /** @description #rrggbb */
                                button_text: string;
                                /** @description #rrggbb */
                                primary: string;
                                /** @description #rrggbb */
                                text: string;
                            };
                            /** @description Families in order; fallbacks for Georgian, Chinese and the rest are appended */
                            font_family: string;
                            footer_text: string;
                            icon_url?: string;
                            logo_url?: string;
                            name: string;
                            postal_address: string;
                            social: {
                                /** @enum {unknown} */
                                kind: "facebook" | "instagram" | "telegram" | "viber" | "whatsapp" | "youtube" | "tiktok" | "linkedin" | "x" | "vk" | "wechat" | "website";
                                url: string;
                            }[];
                            tone?: string;
                        };
                        problems: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
        };
    };
    changeBrand: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    colours: {
                        /** @description #rrggbb */
                        background: string;
                        /** @description #rrggbb */
                        button_text: string;
                        /** @description #rrggbb */
                        primary: string;
                        /** @description #rrggbb */
                        text: string;
                    };
                    /** @description Families in order; fallbacks for Georgian, Chinese and the rest are appended */
                    font_family: string;
                    footer_text: string;
                    icon_url?: string;
                    logo_url?: string;
                    name: string;
                    postal_address: string;
                    social: {
                        /** @enum {unknown} */
                        kind: "facebook" | "instagram" | "telegram" | "viber" | "whatsapp" | "youtube" | "tiktok" | "linkedin" | "x" | "vk" | "wechat" | "website";
                        url: string;
                    }[];
                    tone?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        brand: {
                            colours: {
                                /** @description #rrggbb */
                                background: string;
                                /** @description #rrggbb */
                                button_text: string;
                                /** @description #rrggbb */
                                primary: string;
                                /** @description #rrggbb */
                                text: string;
                            };
                            /** @description Families in order; fallbacks for Georgian, Chinese and the rest are appended */
                            font_family: string;
                            footer_text: string;
                            icon_url?: string;
                            logo_url?: string;
                            name: string;
                            postal_address: string;
                            social: {
                                /** @enum {unknown} */
                                kind: "facebook" | "instagram" | "telegram" | "viber" | "whatsapp" | "youtube" | "tiktok" | "linkedin" | "x" | "vk" | "wechat" | "website";
                                url: string;
                            }[];
                            tone?: string;
                        };
                        problems: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
        };
    };
    logCall: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCall"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
        };
    };
    listCampaigns: {
        parameters: {
            query?: {
                after?: string;
                before?: string;
                limit?: number;
                search?: string;
                state?: "draft" | "scheduled" | "sending" | "paused" | "done" | "stopped";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["CampaignRow"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    createCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCampaign"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
        };
    };
    getCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description cmp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
        };
    };
    changeCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description cmp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignChange"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
        };
    };
    continueCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description cmp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignMoved"];
                };
            };
        };
    };
    copyCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description cmp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
        };
    };
    launchCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description cmp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignMoved"];
                };
            };
        };
    };
    pauseCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description cmp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignMoved"];
                };
            };
        };
    };
    streamProgress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description cmp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description text/event-stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    listRecipients: {
        parameters: {
            query?: {
                after?: string;
                before?: string;
                limit?: number;
                mark?: "accepted" | "delivered" | "read" | "clicked" | "replied" | "failed" | "unknown" | "opted_out" | "goal" | "late";
                medium?: string;
                reason?: string;
                state?: "waiting" | "reached" | "failed" | "skipped" | "unknown" | "stopped";
                step?: number;
            };
            header?: never;
            path: {
                /** @description cmp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Message"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    getRehearsal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description cmp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rehearsal"];
                };
            };
        };
    };
    rehearseCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description cmp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        run_id: string;
                        total: number;
                    };
                };
            };
        };
    };
    listRehearsalEntries: {
        parameters: {
            query?: {
                after?: string;
                before?: string;
                deferred?: boolean;
                digest?: boolean;
                limit?: number;
                locale?: string;
                medium?: string;
                reason?: string;
                state?: "planned" | "skipped";
                step?: number;
            };
            header?: never;
            path: {
                /** @description cmp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["RehearsalEntry"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    getReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description cmp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
        };
    };
    resumeCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description cmp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignMoved"];
                };
            };
        };
    };
    retryCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description cmp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Retry"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignMoved"];
                };
            };
        };
    };
    stopCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description cmp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignMoved"];
                };
            };
        };
    };
    unscheduleCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description cmp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignMoved"];
                };
            };
        };
    };
    listCascades: {
        parameters: {
            query?: {
                after?: string;
                before?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Cascade"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    createCascade: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCascade"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cascade"];
                };
            };
        };
    };
    getCascade: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description csc_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cascade"];
                };
            };
        };
    };
    changeCascade: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description csc_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CascadeChange"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cascade"];
                };
            };
        };
    };
    listStepMedia: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["StepChoice"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    listChannels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Channel"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    listComputedTraits: {
        parameters: {
            query?: {
                after?: string;
                before?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ComputedTrait"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    createComputedTrait: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewComputedTrait"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComputedTrait"];
                };
            };
        };
    };
    getComputedTrait: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description trt_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComputedTrait"];
                };
            };
        };
    };
    removeComputedTrait: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description trt_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeComputedTrait: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description trt_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ComputedTraitChange"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComputedTrait"];
                };
            };
        };
    };
    listConnections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Connection"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    createConnection: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewConnection"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
        };
    };
    getConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description cnn_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
        };
    };
    changeConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description cnn_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectionChange"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
        };
    };
    checkConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description cnn_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Check"];
                };
            };
        };
    };
    listConsentRequests: {
        parameters: {
            query: {
                /** @description con_… */
                contact_id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ConsentRequest"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    askForConsentAgain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description crq_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getConsentRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentRulesView"];
                };
            };
        };
    };
    setConsentRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentRules"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentRulesView"];
                };
            };
        };
    };
    listConsents: {
        parameters: {
            query: {
                /** @description con_… */
                contact_id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ConsentEntry"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    recordConsent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewConsents"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listContacts: {
        parameters: {
            query?: {
                after?: string;
                /** @description Visitors of whom only the browser is known, who are left out else */
                anonymous?: boolean;
                archived?: boolean;
                before?: string;
                /** @description imp_… */
                import_id?: string;
                limit?: number;
                locale?: string;
                medium?: "email" | "sms" | "viber" | "whatsapp" | "telegram" | "push";
                origin?: "live" | "demo";
                /** @description Who has at least so many points */
                score_from?: number;
                /** @description Name, address, number or id, in part */
                search?: string;
                /** @description seg_… */
                segment_id?: string;
                sort?: "created" | "score";
                /** @description The key of a stage; none for nobody's */
                stage?: string;
                tag?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ContactRow"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    createContact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewContact"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
        };
    };
    getContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description con_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
        };
    };
    eraseContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description con_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description con_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactChange"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
        };
    };
    listContactCaps: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description con_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["CapUse"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    listChatLinks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description con_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ChatLink"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    getCommerce: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description con_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Commerce"];
                };
            };
        };
    };
    getComputed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description con_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Computed"];
                };
            };
        };
    };
    exportContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description con_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    mergeContacts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description con_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Merge"];
                };
            };
        };
    };
    previewMerge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description con_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergePreview"];
                };
            };
        };
    };
    listMerges: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description con_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Merge"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    getContactScore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description con_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactScore"];
                };
            };
        };
    };
    getContactStage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description con_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactStage"];
                };
            };
        };
    };
    holdStage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description con_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StageHold"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactStage"];
                };
            };
        };
    };
    releaseStage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description con_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactStage"];
                };
            };
        };
    };
    getTimeline: {
        parameters: {
            query?: {
                after?: string;
                before?: string;
                /** @description Some of event, message, consent, reply, import, separated by commas */
                kind?: string;
                limit?: number;
            };
            header?: never;
            path: {
                /** @description con_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TimelineItem"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    getUnfinishedChat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description con_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnfinishedChat"];
                };
            };
        };
    };
    listUnfinishedForms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description con_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["UnfinishedForm"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    changeContacts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkChange"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changed: number;
                    };
                };
            };
        };
    };
    getContactByIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                value: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
        };
    };
    countContacts: {
        parameters: {
            query?: {
                after?: string;
                /** @description Visitors of whom only the browser is known, who are left out else */
                anonymous?: boolean;
                archived?: boolean;
                before?: string;
                /** @description imp_… */
                import_id?: string;
                limit?: number;
                locale?: string;
                medium?: "email" | "sms" | "viber" | "whatsapp" | "telegram" | "push";
                origin?: "live" | "demo";
                /** @description Who has at least so many points */
                score_from?: number;
                /** @description Name, address, number or id, in part */
                search?: string;
                /** @description seg_… */
                segment_id?: string;
                sort?: "created" | "score";
                /** @description The key of a stage; none for nobody's */
                stage?: string;
                tag?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                    };
                };
            };
        };
    };
    findAtCounter: {
        parameters: {
            query: {
                /** @description A phone, an e-mail, a customer number, or what the QR code of a card says */
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CounterFound"];
                };
            };
        };
    };
    addAtCounter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewContact"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CounterCustomer"];
                };
            };
        };
    };
    describeDesk: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CounterDesk"];
                };
            };
        };
    };
    putCounterOrder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOrder"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
        };
    };
    searchGoods: {
        parameters: {
            query: {
                /** @description A part of the name, brand or category, or the product's external id */
                search: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["CounterGoods"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    listCountries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            country: string;
                            currency: string;
                            default_locale: string;
                            time_zone: string;
                        }[];
                    };
                };
            };
        };
    };
    listDaysOff: {
        parameters: {
            query?: {
                country?: string;
                year?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["DayOff"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    setDayOff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DayOffInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description off: nobody works; work: a weekend day that is worked, with the hours of a Monday */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DayOff"];
                };
            };
        };
    };
    removeDayOff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description dof_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    importDaysOff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DaysOffImport"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DaysSaved"];
                };
            };
        };
    };
    addPublishedDaysOff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishedDays"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DaysSaved"];
                };
            };
        };
    };
    getDemo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Demo"];
                };
            };
        };
    };
    loadDemo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Demo"];
                };
            };
        };
    };
    removeDemo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Demo"];
                };
            };
        };
    };
    listEvents: {
        parameters: {
            query?: {
                after?: string;
                before?: string;
                /** @description con_… */
                contact_id?: string;
                limit?: number;
                /** @description Leaves out what Carillon records of its own messages, campaigns and consents */
                reported?: boolean;
                /** @description The client or part that reported it, for example analytics.js, api, staff */
                source?: string;
                type?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Event"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    createEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    events: components["schemas"]["NewEvent"][];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        recorded: number;
                        repeated: number;
                    };
                };
            };
        };
    };
    listRejectedEvents: {
        parameters: {
            query?: {
                after?: string;
                before?: string;
                code?: "not_an_object" | "type_unknown" | "identity_missing" | "event_missing" | "event_reserved" | "value_too_long" | "too_large" | "too_deep" | "text_unstorable" | "number_unstorable" | "timestamp_invalid" | "company_missing" | "previous_missing" | "not_json" | "failed";
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["RejectedEvent"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    listFrequencyRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["FrequencyRule"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    createFrequencyRule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFrequencyRule"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description At most so many messages to one person in a day or week where that person is */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FrequencyRule"];
                };
            };
        };
    };
    removeFrequencyRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description frq_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeFrequencyRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description frq_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FrequencyRuleChange"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description At most so many messages to one person in a day or week where that person is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FrequencyRule"];
                };
            };
        };
    };
    listHandOverRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["HandOverRule"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    createHandOverRule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewHandOverRule"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Whoever enters the stage, or comes to so many points, becomes a task, and never two open ones */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandOverRule"];
                };
            };
        };
    };
    removeHandOverRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description hor_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeHandOverRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description hor_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandOverRuleChange"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Whoever enters the stage, or comes to so many points, becomes a task, and never two open ones */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandOverRule"];
                };
            };
        };
    };
    getHome: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Home"];
                };
            };
        };
    };
    getIdentityRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityRules"];
                };
            };
        };
    };
    setIdentityRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdentityRules"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityRules"];
                };
            };
        };
    };
    listImports: {
        parameters: {
            query?: {
                after?: string;
                before?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ImportRow"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    uploadImport: {
        parameters: {
            query?: {
                /** @description With a raw body: what the file is called */
                file_name?: string;
                /** @description What the file holds; guessed by its columns unless said */
                kind?: "contacts" | "orders" | "events" | "products";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description imp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
        };
    };
    cancelImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description imp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
        };
    };
    checkImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description imp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    settings: components["schemas"]["ImportSettings"];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
        };
    };
    listKeptByUndo: {
        parameters: {
            query?: {
                after?: string;
                before?: string;
                limit?: number;
            };
            header?: never;
            path: {
                /** @description imp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ImportKept"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    previewImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description imp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    settings: components["schemas"]["ImportSettings"];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPreview"];
                };
            };
        };
    };
    exportRefusedRows: {
        parameters: {
            query?: {
                /** @description BCP 47: the language of the reasons; the workspace's unless said */
                locale?: string;
            };
            header?: never;
            path: {
                /** @description imp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description CSV in UTF-8 with a byte order mark */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    rereadImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description imp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    delimiter?: "," | ";" | "\t" | "|";
                    /** @enum {string} */
                    encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1251" | "koi8-u" | "windows-1252" | "gb18030" | "big5" | "shift_jis" | "euc-kr";
                    /**
                     * @description What the file holds
                     * @enum {string}
                     */
                    kind?: "contacts" | "orders" | "events" | "products";
                    sheet?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
        };
    };
    runImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description imp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    settings?: components["schemas"]["ImportSettings"];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
        };
    };
    previewUndoImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description imp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description What an undo would take away, put back and leave */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportUndo"];
                };
            };
        };
    };
    undoImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description imp_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
        };
    };
    getSampleImport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description CSV in UTF-8 with a byte order mark */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    listInvitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Invitation"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    invite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    /** @enum {string} */
                    role: "admin" | "marketer" | "agent" | "counter";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedInvitation"];
                };
            };
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description inv_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    holdMarketing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    held: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        marketing_held_at: string | null;
                    };
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    changeMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    locale: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listMembers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Member"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    removeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    role: "owner" | "admin" | "marketer" | "agent" | "counter";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResetLink"];
                };
            };
        };
    };
    listMergeSuggestions: {
        parameters: {
            query?: {
                after?: string;
                before?: string;
                /** @description con_… */
                contact_id?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["MergeSuggestion"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    dismissMergeSuggestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description sug_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    restoreMergeSuggestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description sug_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    undoMerge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description mrg_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Merge"];
                };
            };
        };
    };
    listMessages: {
        parameters: {
            query?: {
                after?: string;
                before?: string;
                /** @description con_… */
                contact_id?: string;
                limit?: number;
                /** @description run_… */
                run_id?: string;
                state?: "waiting" | "reached" | "failed" | "skipped" | "unknown" | "stopped";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Message"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    createMessage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMessage"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
        };
    };
    getMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description msg_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
        };
    };
    listOrders: {
        parameters: {
            query?: {
                after?: string;
                before?: string;
                /** @description con_… */
                contact_id?: string;
                limit?: number;
                /** @description The beginning of its number */
                search?: string;
                state?: "placed" | "completed" | "ready" | "handed_over" | "refunded" | "cancelled";
                /** @description str_… */
                store_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Order"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    putOrder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOrder"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description ord_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
        };
    };
    changeOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description ord_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderChange"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
        };
    };
    returnGoods: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description ord_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReturn"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
        };
    };
    listPrices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Price"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    setPrice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Price"];
                };
            };
        };
    };
    removePrice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listProductFeeds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ProductFeed"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    addProductFeed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProductFeed"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductFeed"];
                };
            };
        };
    };
    removeProductFeed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description fed_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeProductFeed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description fed_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductFeedChange"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductFeed"];
                };
            };
        };
    };
    readProductFeedFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description fed_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductFeed"];
                };
            };
        };
    };
    readProductFeed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description fed_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductFeed"];
                };
            };
        };
    };
    listProducts: {
        parameters: {
            query?: {
                after?: string;
                archived?: boolean;
                availability?: "in_stock" | "out_of_stock" | "preorder" | "backorder";
                before?: string;
                limit?: number;
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Product"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    putProducts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProducts"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductsPut"];
                };
            };
        };
    };
    getProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description prd_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductWithHistory"];
                };
            };
        };
    };
    archiveProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description prd_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listInterested: {
        parameters: {
            query?: {
                after?: string;
                before?: string;
                limit?: number;
            };
            header?: never;
            path: {
                /** @description prd_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["InterestedPerson"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    listReplies: {
        parameters: {
            query?: {
                after?: string;
                before?: string;
                /** @description con_… */
                contact_id?: string;
                limit?: number;
                state?: "open" | "unread" | "handled" | "review";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Reply"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    changeReply: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description rpl_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    handled?: boolean;
                    read?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    answerReply: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description rpl_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default true */
                    handled?: boolean;
                    text: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message_id: string;
                        reason: string | null;
                        state: string;
                    };
                };
            };
        };
    };
    countReplies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        open: number;
                        unread: number;
                    };
                };
            };
        };
    };
    listRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            permissions: ("workspace:read" | "workspace:write" | "members:read" | "members:write" | "keys:write" | "audit:read" | "contacts:read" | "contacts:write" | "contacts:export" | "contacts:erase" | "imports:write" | "consents:write" | "events:write" | "segments:read" | "segments:write" | "content:read" | "content:write" | "campaigns:read" | "campaigns:write" | "campaigns:launch" | "messages:read" | "messages:write" | "marketing:hold" | "catalogue:write" | "orders:write" | "counter:use" | "calls:write" | "replies:read" | "replies:write" | "tasks:read" | "tasks:write" | "connections:read" | "connections:write" | "sandbox:read" | "sandbox:write")[];
                            /** @enum {string} */
                            role: "owner" | "admin" | "marketer" | "agent" | "counter";
                        }[];
                    };
                };
            };
        };
    };
    getSandboxCrowd: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxCrowd"];
                };
            };
        };
    };
    joinSandboxCrowd: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SandboxJoin"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxJoined"];
                };
            };
        };
    };
    listSandboxDevices: {
        parameters: {
            query?: {
                address?: string;
                /** @description What the link carries after start= */
                payload?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SandboxDeviceState"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    setSandboxDevice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SandboxDevice"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxDevice"];
                };
            };
        };
    };
    startSandboxDevice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SandboxStart"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxDeviceState"];
                };
            };
        };
    };
    stopSandboxDevice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SandboxStop"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxDeviceState"];
                };
            };
        };
    };
    listSandboxMessages: {
        parameters: {
            query?: {
                after?: string;
                before?: string;
                limit?: number;
                medium?: "email" | "sms" | "viber" | "whatsapp" | "telegram" | "push";
                search?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SandboxMessage"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    getSandboxMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description sbx_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxMessage"];
                };
            };
        };
    };
    actOnSandboxMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description sbx_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SandboxAction"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getSandboxSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxSettings"];
                };
            };
        };
    };
    changeSandboxSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SandboxSettings"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxSettings"];
                };
            };
        };
    };
    skipSandboxWait: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getScoreSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScoreSettings"];
                };
            };
        };
    };
    setScoreSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScoreSettingsInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScoreSettings"];
                };
            };
        };
    };
    previewScore: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScorePreviewInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description How many people would have how many points */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScorePreview"];
                };
            };
        };
    };
    recountScore: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScoreSettings"];
                };
            };
        };
    };
    cancelScoreRecount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScoreSettings"];
                };
            };
        };
    };
    listSegments: {
        parameters: {
            query?: {
                after?: string;
                before?: string;
                limit?: number;
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Segment"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    createSegment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSegment"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Segment"];
                };
            };
        };
    };
    getSegment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description seg_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Segment"];
                };
            };
        };
    };
    changeSegment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description seg_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SegmentChange"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Segment"];
                };
            };
        };
    };
    countSegment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description seg_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reach"];
                };
            };
        };
    };
    estimateSegment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description seg_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Estimate"];
                };
            };
        };
    };
    exportSegment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description seg_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    getMembership: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description seg_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Membership"];
                };
            };
        };
    };
    previewSegment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description seg_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sample"];
                };
            };
        };
    };
    countRule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rule: components["schemas"]["Rule"];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reach"];
                };
            };
        };
    };
    estimateRule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rule: components["schemas"]["Rule"];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Estimate"];
                };
            };
        };
    };
    explainRule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description con_… */
                    contact_id: string;
                    rule: components["schemas"]["Rule"];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Why"];
                };
            };
        };
    };
    previewRule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rule: components["schemas"]["Rule"];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sample"];
                };
            };
        };
    };
    listSenders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Sender"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    createSender: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSender"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sender"];
                };
            };
        };
    };
    changeSender: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description snd_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SenderChange"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sender"];
                };
            };
        };
    };
    getSendingHours: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description On the clock of each person; null is any hour */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendingHours"];
                };
            };
        };
    };
    setSendingHours: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendingHoursInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description On the clock of each person; null is any hour */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendingHours"];
                };
            };
        };
    };
    listStages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StageList"];
                };
            };
        };
    };
    createStage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStage"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedStage"];
                };
            };
        };
    };
    removeStage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description stg_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeStage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description stg_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StageChange"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedStage"];
                };
            };
        };
    };
    orderStages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StageOrder"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StageList"];
                };
            };
        };
    };
    recountStages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StageList"];
                };
            };
        };
    };
    cancelStageRecount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StageList"];
                };
            };
        };
    };
    putUsualStages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StageList"];
                };
            };
        };
    };
    listStores: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Store"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    putStore: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StoreInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Store"];
                };
            };
        };
    };
    archiveStore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description str_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listTags: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: string[];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    listTasks: {
        parameters: {
            query?: {
                after?: string;
                /** @description con_… */
                contact_id?: string;
                limit?: number;
                overdue?: boolean;
                /** @description Title, note, or the person */
                search?: string;
                state?: "open" | "done" | "dropped";
                whose?: "mine" | "nobody" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Task"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    createTask: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Due at a time, or within so many working hours; one of the two */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTask"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
        };
    };
    getTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description tsk_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
        };
    };
    changeTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description tsk_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskChange"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
        };
    };
    countTasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Open ones */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskCount"];
                };
            };
        };
    };
    listTemplates: {
        parameters: {
            query?: {
                after?: string;
                before?: string;
                limit?: number;
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Template"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    createTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTemplate"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
        };
    };
    getTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description tpl_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
        };
    };
    changeTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description tpl_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateChange"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
        };
    };
    previewTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description tpl_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
        };
    };
    testTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description tpl_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTest"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestSend"];
                };
            };
        };
    };
    previewContent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
        };
    };
    testContent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTest"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestSend"];
                };
            };
        };
    };
    listTests: {
        parameters: {
            query?: {
                after?: string;
                before?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TestSend"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    getTest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description tst_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestSend"];
                };
            };
        };
    };
    listTopics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Topic"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    createTopic: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description By BCP 47 language */
                    description?: {
                        [key: string]: string;
                    };
                    /** @description By BCP 47 language */
                    name: {
                        [key: string]: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Topic"];
                };
            };
        };
    };
    archiveTopic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description top_… */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listTraits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Trait"][];
                        page_info: {
                            after: string | null;
                            before: string | null;
                            page_size: number;
                        };
                    };
                };
            };
        };
    };
    getWorkingHours: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description When the staff works, on the workspace's clock */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkingHours"];
                };
            };
        };
    };
    setWorkingHours: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkingHoursInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description When the staff works, on the workspace's clock */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkingHours"];
                };
            };
        };
    };
    getWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
        };
    };
    changeWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description ISO 3166-1 alpha-2 */
                    country?: string;
                    currency?: string;
                    default_locale?: string;
                    month_budget_micro?: number | null;
                    name?: string;
                    time_zone?: string;
                    uses?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
        };
    };
    setEnvironment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    environment: "sandbox" | "live";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        environment: "sandbox" | "live";
                    };
                };
            };
        };
    };
    createWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    company: string;
                    /** @description ISO 3166-1 alpha-2 */
                    country: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                    };
                };
            };
        };
    };
}
