/** Names of people and companies by the language of a country; Swiss and Austrian ones share the German lists. */
export type Tongue = 'de' | 'da' | 'nl' | 'pl'

const list = (text: string): readonly string[] => text.trim().split(/\s*,\s*/)

export const surnames: Readonly<Record<Tongue, readonly string[]>> = {
  de: list(`Ahrens, Albers, Albrecht, Arslan, Bahlmann, Bartels, Behrens, Berger, Bittner, Blüthner, Böhm, Bollmann, Borchert, Brandt,
    Brinkmann, Brüning, Büttner, Carstens, Çelik, Christiansen, Clausen, Cordes, Dahl, Demir, Detlefsen, Diekmann, Dierks, Dörfler, Drews,
    Ebert, Eckhoff, Eggers, Ehlers, Engelke, Evers, Falkenhagen, Fehling, Feldmann, Fiedler, Franzen, Frerichs, Friedrichsen, Fuhrmann,
    Gerdes, Gießler, Gottschalk, Grabowski, Greve, Groß, Groth, Günther, Haack, Hagemann, Hansen, Harmsen, Hartwig, Heinemann, Heitmann,
    Hellwig, Henningsen, Hillebrand, Hinrichs, Hoffmann, Höpfner, Horstmann, Huber, Ihde, Iversen, Jäger, Jahnke, Janßen, Jensen, Jürgens,
    Kaya, Kessler, Kienast, Kirchhoff, Klingbeil, Knudsen, Köhler, Kowalski, Krämer, Kröger, Krüger, Kühn, Küster, Lange, Lassen, Lehmkuhl,
    Lindner, Lohse, Lorenzen, Lübbers, Lüders, Maaß, Mahler, Marquardt, Matthiesen, Mayrhofer, Meinecke, Mertens, Meyerdierks, Möller,
    Mommsen, Müller, Neumann, Niehus, Nissen, Nowak, Oltmanns, Ohlsen, Oßwald, Ostermann, Özdemir, Paulsen, Petersen, Peters, Pfeiffer,
    Plötz, Pohlmann, Prieß, Quandt, Radke, Rathje, Reimers, Reuter, Richter, Riedl, Rieken, Rohwer, Röhrs, Rosenbaum, Rüther, Şahin,
    Sander, Schäfer, Schlüter, Schönfeld, Schröder, Schulte, Schütt, Schwarz, Seebeck, Seidel, Siemers, Simonsen, Sommer, Stahl, Steffens,
    Stolz, Strunk, Sönksen, Thießen, Thomsen, Tiedemann, Timm, Tönnies, Uhlig, Ulrich, Vogt, Voß, Wagner, Walther, Weber, Wegener, Weiß,
    Wendt, Wessels, Wichmann, Wieck, Wiegand, Willers, Winkler, Wulff, Yıldız, Zander, Zeller, Zimmermann`),
  da: list(`Andersen, Bak, Bjerregaard, Bruun, Christensen, Dalgaard, Frandsen, Gregersen, Holm, Jakobsen, Kjær, Kragh, Lauridsen, Lindberg,
    Madsen, Mikkelsen, Møller, Nygaard, Østergaard, Overgaard, Poulsen, Rasmussen, Schmidt, Skov, Søndergaard, Sørensen, Thorsen,
    Toft, Vestergaard, Winther`),
  nl: list(`Bakker, Boersma, Bos, Brouwer, De Boer, De Graaf, De Groot, De Jong, De Vries, De Wit, Dekker, Dijkstra, Hoekstra, Huisman, Jansen,
    Koster, Kuipers, Meijer, Mulder, Postma, Schouten, Smit, Van Dam, Van den Berg, Van Dijk, Van der Meer, Van Leeuwen, Veenstra,
    Verhoeven, Visser, Vos, Wiersma, Zijlstra`),
  pl: list(`Adamczyk, Baran, Borkowski, Dąbrowski, Dudek, Górski, Grabowski, Jabłoński, Jankowski, Jaworski, Kaczmarek, Kamiński, Kołodziej,
    Król, Kwiatkowski, Lewandowski, Maciejewski, Majewski, Mazur, Nowakowski, Olszewski, Pawłowski, Piotrowski, Sikora, Szymański,
    Tomaszewski, Walczak, Wieczorek, Wiśniewski, Wójcik, Wróbel, Zając, Zieliński`),
}

export const firstNames: Readonly<Record<Tongue, readonly string[]>> = {
  de: list(`Ahmet, Alexander, Andrea, Anja, Anke, Anneke, Arne, Astrid, Ayşe, Barbara, Beate, Benjamin, Berit, Birgit, Bjarne, Björn, Britta,
    Carla, Carsten, Christian, Christiane, Claudia, Daniel, Dennis, Dirk, Dörte, Dunja, Elif, Elke, Emre, Eva, Fabian, Fenja, Florian,
    Frauke, Friederike, Gesa, Gesine, Gunnar, Hannah, Hauke, Heike, Hendrik, Henning, Hilke, Holger, Ilka, Imke, Ines, Inga, Ingo, Jan,
    Jannis, Jens, Jochen, Johanna, Jonas, Jörg, Julia, Jürgen, Jutta, Karin, Karsten, Kathrin, Katja, Kerstin, Kirsten, Klaas, Knut, Lars,
    Lasse, Laura, Leif, Lena, Levke, Lukas, Maike, Malte, Mareike, Marion, Markus, Marlene, Matthias, Maren, Mehmet, Merle, Merve, Michael,
    Miriam, Momme, Monika, Nele, Nicole, Nils, Nina, Nuray, Oliver, Oskar, Patrick, Paul, Petra, Philipp, Ralf, Regina, Renate, Rieke,
    Roland, Sabine, Sandra, Saskia, Sebastian, Selma, Silke, Sina, Sönke, Sonja, Stefan, Stefanie, Susanne, Swantje, Tanja, Thies, Thomas,
    Thorben, Thorsten, Tim, Tobias, Tomke, Torben, Ulf, Ursula, Uwe, Volker, Wiebke, Wolfgang, Zeynep`),
  da: list(`Anders, Anne, Astrid, Bente, Birgitte, Bo, Camilla, Christian, Freja, Henrik, Ida, Jesper, Karen, Kasper, Kirsten, Lars, Lise,
    Mads, Mette, Mikkel, Morten, Niels, Rasmus, Signe, Søren, Tine, Torben, Trine`),
  nl: list(`Anouk, Bart, Bram, Daan, Eline, Esther, Femke, Fleur, Gerrit, Hanneke, Ilse, Jeroen, Joost, Karin, Lotte, Maarten, Marieke, Marloes,
    Niels, Pieter, Roos, Ruben, Sanne, Sjoerd, Thijs, Wouter`),
  pl: list(`Agnieszka, Aleksandra, Andrzej, Anna, Bartosz, Dorota, Ewa, Grzegorz, Jakub, Joanna, Katarzyna, Krzysztof, Łukasz, Magdalena, Marcin,
    Marek, Michał, Monika, Paweł, Piotr, Tomasz, Wojciech, Zofia`),
}

/** Regions that are on no map: what Stadtwerke, clinics and associations are named after, so that none of them is a real one. */
export const regions: readonly string[] =
  list(`Aldersund, Altenbrook, Auenthal, Bergholm, Birkensee, Bornwiek, Breitenmoor, Brookmerfeld,
  Dornwerder, Ebersund, Eichenlohe, Elmsfelde, Erlengrund, Falkenmoor, Fehrenbüll, Finkenhagen, Friedrichsdeich, Geestrand, Grünwerder,
  Hagenbrück, Harkenmoor, Heidmarsch, Hohenbrook, Hohenwiek, Holmsund, Ilmenried, Jorksand, Kaltenwerder, Karlsmühl, Kirchsund,
  Klosterholz, Krummensee, Langenbrück, Lerchenau, Lindenwerder, Marienholm, Mittelgeest, Moorkamp, Mühlenfließ, Neuensiel, Niederlohe,
  Norderwiek, Oberlohe, Osterbrook, Ottersund, Rethmoor, Rosenwerder, Sandwiek, Schilfwerder, Seelenfelde, Sielmünde, Sonnenlohe, Steinbrook,
  Süderholm, Tannengrund, Thalsund, Uferberg, Vierbergen, Wackerlohe, Weidenbruch, Weserbogen, Westermark, Wiesengrund, Winterbrook`)

/** First parts of names that nobody is called by. */
export const coined: readonly string[] =
  list(`Aero, Akzent, Alta, Aqua, Arkona, Atlas, Aurora, Baltica, Bellevue, Boreas, Centra, Cobalt, Concordia,
  Delta, Duo, Elbtor, Fortuna, Galeon, Hansa, Harmonia, Helios, Hermes, Horizont, Iduna, Inova, Juno, Kompass, Kontrast, Kranich, Lambda,
  Linea, Magellan, Mercura, Meridian, Mosaik, Neptun, Nordstern, Novum, Optima, Orion, Pegasus, Perspektiva, Polaris, Prisma, Quadra, Regatta,
  Rubin, Saphir, Saturna, Signum, Solaris, Sturmvogel, Terra, Titan, Triton, Unitas, Vektor, Venta, Vesta, Zenit`)
