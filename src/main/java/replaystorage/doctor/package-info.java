/** What a user could have got wrong: each check looks at one thing, tries it where it can be tried, and says how to mend it. */
package replaystorage.doctor;
