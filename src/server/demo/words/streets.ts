const list = (text: string): readonly string[] => text.trim().split(/\s*,\s*/)

const german = `Ahornweg, Albert-Schweitzer-Straße, Alte Landstraße, Alter Markt, Am Alten Güterbahnhof, Am Bahndamm, Am Deich, Am Gewerbepark,
  Am Hafen, Am Kanal, Am Markt, Am Mühlenteich, Am Stadtpark, Am Wasserturm, An der Alten Ziegelei, An der Feuerwache, Auf dem Brink,
  August-Bebel-Straße, Bahnhofstraße, Bergstraße, Birkenallee, Boschstraße, Brauhausgasse, Breite Straße, Brückenstraße, Carl-Benz-Straße,
  Carl-Zeiss-Straße, Daimlerstraße, Dieselstraße, Dorfstraße, Eichendorffstraße, Fabrikstraße, Feldstraße, Fischmarkt, Friedrich-Ebert-Straße,
  Gartenstraße, Gerberstraße, Gewerbering, Goethestraße, Gutenbergstraße, Hafenstraße, Handwerkerhof, Hauptstraße, Heinrich-Hertz-Straße,
  Hermann-Löns-Weg, Holzmarkt, Im Gewerbegebiet, Im Winkel, Industriestraße, Industrieweg, Kaiserstraße, Kanalstraße, Kirchstraße,
  Klosterhof, Königstraße, Kurze Straße, Lange Straße, Lindenallee, Lise-Meitner-Straße, Ludwig-Erhard-Straße, Marktplatz, Max-Planck-Straße,
  Mittelstraße, Mühlenstraße, Neue Straße, Neuer Wall, Nordring, Oststraße, Parkallee, Poststraße, Rathausplatz, Robert-Bosch-Straße,
  Röntgenstraße, Rosenstraße, Rudolf-Diesel-Straße, Schillerstraße, Schloßstraße, Schulstraße, Schützenstraße, Seestraße, Siemensstraße,
  Speicherstraße, Stresemannstraße, Südring, Theodor-Storm-Straße, Uferstraße, Wallstraße, Weidenweg, Werftstraße, Wiesenweg, Wilhelmstraße,
  Zum Kiesberg, Zur Alten Weberei`

/** Names of streets by country; there is one of them in most towns. */
export const streets: Readonly<Record<string, readonly string[]>> = {
  DE: list(german),
  AT: list(`Bahnhofstraße, Dr.-Karl-Renner-Straße, Feldgasse, Grazer Straße, Hauptplatz, Hauptstraße, Industriezeile, Kaiserstraße, Kirchengasse,
    Landstraßer Hauptstraße, Lindengasse, Linzer Straße, Mozartstraße, Neubaugasse, Raiffeisenstraße, Salzburger Straße, Schillerstraße,
    Schottenfeldgasse, Stelzhamerstraße, Wiener Straße, Zollergasse`),
  CH: list(`Aarauerstrasse, Bahnhofstrasse, Baslerstrasse, Bernstrasse, Dorfstrasse, Gewerbestrasse, Hardstrasse, Hauptstrasse, Industriestrasse,
    Kirchgasse, Lagerstrasse, Landstrasse, Marktgasse, Mühlegasse, Neugasse, Oberdorfstrasse, Poststrasse, Rosenbergstrasse, Schulstrasse,
    Seestrasse, Technoparkstrasse, Zürcherstrasse`),
  DK: list(`Algade, Banegårdspladsen, Bredgade, Dronningensgade, Enghavevej, Fabriksvej, Gammel Kongevej, Havnegade, Industrivej, Jernbanegade,
    Kirkegade, Kongensgade, Nørregade, Østergade, Skolegade, Søndergade, Strandvejen, Torvet, Værftsvej, Vestergade`),
  NL: list(`Ambachtsweg, Beatrixstraat, Dorpsstraat, Energieweg, Handelskade, Havenweg, Herengracht, Hoofdstraat, Industrieweg, Julianalaan,
    Kanaalstraat, Kerkstraat, Marktplein, Molenweg, Nijverheidsweg, Oosterstraat, Parkweg, Prinsengracht, Schoolstraat, Stationsweg,
    Transportweg, Wilhelminakade`),
  PL: list(`ul. Długa, ul. Fabryczna, ul. Gdańska, ul. Główna, ul. Grunwaldzka, ul. Kolejowa, ul. Kościuszki, ul. Krótka, ul. Lipowa,
    ul. Mickiewicza, ul. Morska, ul. Ogrodowa, ul. Polna, ul. Portowa, ul. Przemysłowa, ul. Rynkowa, ul. Sienkiewicza, ul. Słoneczna,
    ul. Słowackiego, ul. Zielona`),
}
